"""An ordinary eager PyTorch loop, data in memory, metrics summed without a wait. The variant is the memory format."""

import contextlib
import time

import torch
from networks import arguments, load, serve
from torch import nn

network, batch, variant, digits, precision = arguments()
torch.set_num_threads(2)
x, y = load(network, digits)
layout = torch.channels_last if variant == "channels_last" else torch.contiguous_format
x = torch.from_numpy(x).permute(0, 3, 1, 2).contiguous(memory_format=layout)
y = torch.from_numpy(y).long()


def lenet5():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5), nn.Tanh(), nn.AvgPool2d(2), nn.Conv2d(6, 16, 5), nn.Tanh(), nn.AvgPool2d(2),
        nn.Conv2d(16, 120, 5), nn.Tanh(), nn.Flatten(), nn.Linear(120, 84), nn.Tanh(), nn.Linear(84, 10),
    )


def mnist_cnn():
    return nn.Sequential(
        nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(1600, 128), nn.ReLU(), nn.Linear(128, 10),
    )


def cifar_cnn():
    stack, channels = [], 3
    for filters in (32, 64):
        for _ in range(2):
            stack += [nn.Conv2d(channels, filters, 3, padding=1), nn.ReLU(), nn.BatchNorm2d(filters, eps=1e-3)]
            channels = filters
        stack += [nn.MaxPool2d(2)]
    return nn.Sequential(*stack, nn.Flatten(), nn.Linear(4096, 128), nn.ReLU(), nn.Linear(128, 10))


def unit(channels, filters, size, stride=1):
    return [nn.Conv2d(channels, filters, size, stride, size // 2, bias=False), nn.BatchNorm2d(filters, eps=1e-3)]


class Residual(nn.Module):
    def __init__(self, channels, filters, stride):
        super().__init__()
        self.body = nn.Sequential(*unit(channels, filters, 3, stride), nn.ReLU(), *unit(filters, filters, 3))
        self.shortcut = nn.Identity() if channels == filters else nn.Sequential(*unit(channels, filters, 1, stride))

    def forward(self, tensor):
        return torch.relu(self.body(tensor) + self.shortcut(tensor))


def resnet20():
    stack, channels = [*unit(3, 16, 3), nn.ReLU()], 16
    for filters, first in ((16, 1), (32, 2), (64, 2)):
        for block in range(3):
            stack += [Residual(channels, filters, first if block == 0 else 1)]
            channels = filters
    return nn.Sequential(*stack, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


model = {"lenet5": lenet5, "mnistCnn": mnist_cnn, "cifarCnn": cifar_cnn, "resnet20": resnet20}[network]()
model = model.to(memory_format=layout)
optimizer = torch.optim.Adam(model.parameters(), 0.001, eps=1e-7)
criterion = nn.CrossEntropyLoss()


def mixed():
    return torch.autocast("cpu", torch.bfloat16) if precision == "mixedBfloat16" else contextlib.nullcontext()


def epoch():
    started = time.perf_counter()
    order = torch.randperm(len(x))
    loss_sum = torch.zeros(())
    right = torch.zeros((), dtype=torch.long)
    for start in range(0, len(x), batch):
        chosen = order[start:start + batch]
        images, labels = x[chosen], y[chosen]
        optimizer.zero_grad(set_to_none=True)
        with mixed():
            logits = model(images).float()
        loss = criterion(logits, labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.detach() * len(chosen)
        right += (logits.detach().argmax(1) == labels).sum()
    loss_sum.item(), right.item()
    return (time.perf_counter() - started) * 1000


serve(epoch)
