# Settings: printers

settings-printers = Printers
calibrate = Calibrate
calibrate-title = Printer calibration page
calibrate-why = Some printers are a little off in size. Measure once; what is printed later is corrected.
calibrate-print = Print the page
calibrate-step-print = 1. Print one calibration page (A4).
calibrate-step-measure = 2. Measure both rulers between their long end lines with a steel ruler, to 0.1 mm, and type the lengths.
calibrate-across = Ruler across, should be { $length } mm
calibrate-along = Ruler along, should be { $length } mm
calibrate-keep = Keep
calibrate-forget = Correct no more
calibrate-too-far = That is too far off for a printer: the page was scaled, or misread. Please switch off “fit to page” in the printer's settings, print again and measure.
calibrate-duplex = both sides
calibrate-margin = up to { $margin } mm at the edges stay white
