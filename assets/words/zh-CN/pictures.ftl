# The office's own pictures on the lobby screen.

lobby-tab-pictures = 图片
pictures-on = 大屏上的图片
pictures-empty = 大屏上还没有单位自己的图片。
pictures-line = { $n } 张，每张 { $seconds } 秒 · { $by } 放的
pictures-until = 放到 { $day }
pictures-standing = 一直放，直到去掉
pictures-over = 已经到期，不再播放
pictures-remove = 去掉
pictures-new = 放一组图片
pictures-why = 宣传画、活动照片等，和公示轮流播放。程序会转正、缩小，去掉拍摄地点等信息；照片里有人的，请先征得本人同意。
pictures-path-hint = 图片的位置，可以直接把文件拖进来
pictures-browse = 选图片
pictures-caption = 图片下面写什么（可以不写）
pictures-drop = 不要
pictures-title = 这组图片叫什么
pictures-title-hint = 如 防溺水宣传
pictures-by = 谁放的
pictures-seconds = 每张停
pictures-last = 放到哪一天（不写就一直放）
pictures-go = 放上大屏
pictures-working = 正在处理图片
pictures-added = 图片已放上大屏。

pictures-nobody = 没有写是谁放的。
pictures-nobody-next = 请写上姓名。
pictures-none = 没有图片，或者超过 60 张。
pictures-none-next = 请选 1 到 60 张图片，多的分成几组。
