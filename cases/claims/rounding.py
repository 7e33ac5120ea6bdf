from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
PERCENT = Decimal(100)


def to_cent(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)
