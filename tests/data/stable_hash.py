"""Golden prefix keys for tests/core/plan_test.cpp: an independent reading of core/search/stable_hash.h.

    python3 tests/data/stable_hash.py
"""
MASK = (1 << 64) - 1
PRIME = 0x100000001B3


def mix(x):
    x = ((x ^ (x >> 33)) * 0xFF51AFD7ED558CCD) & MASK
    x = ((x ^ (x >> 33)) * 0xC4CEB9FE1A85EC53) & MASK
    return x ^ (x >> 33)


def stable_hash(data):
    first, second = 0xCBF29CE484222325, 0x9AE16A3B2F90404F
    for byte in data:
        first = ((first ^ byte) * PRIME) & MASK
        second = ((second ^ ((byte + 0x5B) & 0xFF)) * PRIME) & MASK
        second ^= second >> 29
    return f"{mix(first):016x}{mix(second):016x}"


def prefix_key(context, methods):
    data = b""
    for field in [context, *methods]:
        raw = field.encode()
        data += len(raw).to_bytes(8, "little") + raw
    return stable_hash(data)


if __name__ == "__main__":
    print(prefix_key("", []))
    print(prefix_key("model", ["gptq:act-order", "awq"]))
