# Settings: printers

settings-printers = 打印机
calibrate = 校准
calibrate-title = 打印机校准页
calibrate-why = 有的打印机印出来的尺寸差一点。量一次，以后打印自动修正。
calibrate-print = 印校准页
calibrate-step-print = 1. 印一张校准页（A4）。
calibrate-step-measure = 2. 用钢尺量横尺和竖尺两端长线之间的长度，填在这里，精确到 0.1 毫米。
calibrate-across = 横尺，应为 { $length } 毫米
calibrate-along = 竖尺，应为 { $length } 毫米
calibrate-keep = 记下
calibrate-forget = 不再修正
calibrate-too-far = 差得太多，不是打印机的误差：多半是打印时被缩放了，或者量错了。请在打印机的设置里关掉“适合纸张”，再印一张量。
calibrate-duplex = 双面
calibrate-margin = 纸边最宽有 { $margin } 毫米印不到
