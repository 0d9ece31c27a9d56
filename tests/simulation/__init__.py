"""Made-up lists whose truth is known: agencies sign, leave, sign again, switch and are misprinted, day by day."""
