"""Golden window choices for tests/core/calibration_test.cpp: MT19937-64 (Matsumoto and Nishimura, 2000) and the shuffle
that core/calibration/token_windows.h describes, read independently.

    python3 tests/data/calibration_windows.py
"""
MASK = (1 << 64) - 1


class Mt19937_64:
    def __init__(self, seed):
        self.state = [seed & MASK]
        for i in range(1, 312):
            last = self.state[-1]
            self.state.append((6364136223846793005 * (last ^ (last >> 62)) + i) & MASK)
        self.index = 312

    def __call__(self):
        if self.index == 312:
            for i in range(312):
                x = (self.state[i] & 0xFFFFFFFF80000000) | (self.state[(i + 1) % 312] & 0x7FFFFFFF)
                self.state[i] = self.state[(i + 156) % 312] ^ (x >> 1) ^ (0xB5026F5AA96619E9 if x & 1 else 0)
            self.index = 0
        x = self.state[self.index]
        self.index += 1
        x ^= (x >> 29) & 0x5555555555555555
        x ^= (x << 17) & 0x71D67FFFEDA60000
        x ^= (x << 37) & 0xFFF7EEE000000000
        return (x ^ (x >> 43)) & MASK


def draw(available, count, seed):
    random = Mt19937_64(seed)
    order = list(range(available))
    for i in range(count):
        left = available - i
        while True:
            value = random()
            if value < MASK - MASK % left:
                break
        j = i + value % left
        order[i], order[j] = order[j], order[i]
    return sorted(order[:count])


if __name__ == "__main__":
    # The standard requires the 10000th output of a default-constructed engine (seed 5489) to be this.
    check = Mt19937_64(5489)
    for _ in range(9999):
        check()
    assert check() == 9981545732273789042
    for args in [(100, 8, 0), (100, 8, 1), (5, 5, 7), (1000, 10, (1 << 64) - 1)]:
        print(args, "{" + ", ".join(map(str, draw(*args))) + "}")
