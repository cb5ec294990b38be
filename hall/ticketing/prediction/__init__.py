"""How long people will wait: the hall rolled forward many times at once, as bands for all who wait or come now.

`values` is what both processes speak of; `roll`, and what it is made of, needs NumPy and lives in the child process
(`child`) alone; `picture` reads a hall, `keeper` asks the child, `forecasts` holds what it last said.
"""
