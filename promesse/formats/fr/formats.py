# « 9 janvier 2018 à 9 h 10 », with no-break spaces where a line may not end.
DATE_FORMAT = "j\u00a0F\u00a0Y"
TIME_FORMAT = "G\u00a0\\h\u00a0i"
DATETIME_FORMAT = f"{DATE_FORMAT} à {TIME_FORMAT}"
