"""A clock of seconds for `Deadline` that a test moves, or that goes on by as much at every look."""


class Watch:
    def __init__(self, step=0.0):
        self.now, self.step = 100.0, step

    def __call__(self):
        self.now += self.step
        return self.now
