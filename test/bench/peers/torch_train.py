"""An ordinary eager PyTorch loop, data in memory, metrics summed without a wait. The variant is the memory format."""

import time

import torch
from networks import arguments, load, serve
from torch import nn

network, batch, variant, digits = arguments()
torch.set_num_threads(2)
x, y = load(network, digits)
layout = torch.channels_last if variant == "channels_last" else torch.contiguous_format
x = torch.from_numpy(x).permute(0, 3, 1, 2).contiguous(memory_format=layout)
y = torch.from_numpy(y).long()

if network == "lenet5":
    model = nn.Sequential(
        nn.Conv2d(1, 6, 5), nn.Tanh(), nn.AvgPool2d(2), nn.Conv2d(6, 16, 5), nn.Tanh(), nn.AvgPool2d(2),
        nn.Conv2d(16, 120, 5), nn.Tanh(), nn.Flatten(), nn.Linear(120, 84), nn.Tanh(), nn.Linear(84, 10),
    )
else:
    model = nn.Sequential(
        nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(1600, 128), nn.ReLU(), nn.Linear(128, 10),
    )
model = model.to(memory_format=layout)
optimiser = torch.optim.Adam(model.parameters(), 0.001, eps=1e-7)
criterion = nn.CrossEntropyLoss()


def epoch():
    started = time.perf_counter()
    order = torch.randperm(len(x))
    loss_sum = torch.zeros(())
    right = torch.zeros((), dtype=torch.long)
    for start in range(0, len(x), batch):
        chosen = order[start:start + batch]
        pictures, labels = x[chosen], y[chosen]
        optimiser.zero_grad(set_to_none=True)
        logits = model(pictures)
        loss = criterion(logits, labels)
        loss.backward()
        optimiser.step()
        loss_sum += loss.detach() * len(chosen)
        right += (logits.detach().argmax(1) == labels).sum()
    loss_sum.item(), right.item()
    return (time.perf_counter() - started) * 1000


serve(epoch)
