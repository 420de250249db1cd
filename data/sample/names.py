"""Names for generated staff: every combination is made up; any likeness to a person is chance."""

from __future__ import annotations

import numpy as np

_GIVEN = (
    "Abena", "Adele", "Aisha", "Alma", "Amir", "Anita", "Anouk", "Asha", "Basil", "Bela", "Bridie", "Carys", "Cedric",
    "Chidi", "Clara", "Colm", "Dara", "Delia", "Edith", "Elena", "Emeka", "Esme", "Farah", "Fergus", "Flora", "Gita",
    "Grace", "Greta", "Hana", "Harriet", "Hugh", "Ifeoma", "Imogen", "Ines", "Iona", "Ivor", "Jamila", "Jonas", "Joy",
    "Kamal", "Karin", "Kezia", "Lena", "Leona", "Lewis", "Lidia", "Lorna", "Mabel", "Magda", "Mairi", "Marek", "Mina",
    "Nadia", "Nela", "Nuala", "Olive", "Oscar", "Owen", "Padma", "Pearl", "Petra", "Priya", "Ravi", "Renee", "Rhona",
    "Rosa", "Ruben", "Sana", "Selma", "Sian", "Sonia", "Tamsin", "Tara", "Tessa", "Tomas", "Una", "Vera", "Wanda",
    "Yusuf", "Zora",
)  # fmt: skip
_FIRST_PART = (
    "Ash", "Bar", "Black", "Brad", "Bram", "Clay", "Cold", "Dun", "Elm", "Fair", "Fern", "Gold", "Hale", "Hart", "Hazel",
    "Holm", "Kirk", "Lang", "Lind", "Marl", "Mill", "Nor", "Oak", "Pen", "Rock", "Sand", "Stan", "Thorn", "Wal", "Win",
)  # fmt: skip
_SECOND_PART = (
    "beck",
    "bury",
    "combe",
    "dale",
    "field",
    "ford",
    "ham",
    "ley",
    "more",
    "ridge",
    "stead",
    "well",
    "wick",
)


def made_up_names(rng: np.random.Generator, count: int) -> list[str]:
    """`count` different names of a given name and a surname of two syllables."""
    n_surnames = len(_FIRST_PART) * len(_SECOND_PART)
    chosen = rng.choice(len(_GIVEN) * n_surnames, size=count, replace=False).tolist()
    names = []
    for number in chosen:
        given, surname = divmod(number, n_surnames)
        first, second = divmod(surname, len(_SECOND_PART))
        names.append(f"{_GIVEN[given]} {_FIRST_PART[first]}{_SECOND_PART[second]}")
    return names
