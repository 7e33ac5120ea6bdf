# “9 January 2018 at 09:10”, as British readers write it.
DATE_FORMAT = "j\u00a0F\u00a0Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = f"{DATE_FORMAT} \\a\\t {TIME_FORMAT}"
