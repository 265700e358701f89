"""Writes every file of golden numbers: python generate.py"""

import cells
import layers
import losses
import optimisers
import recurrent
import schedules
import semantics

for script in [semantics, recurrent, cells, layers, losses, optimisers, schedules]:
    script.main()
