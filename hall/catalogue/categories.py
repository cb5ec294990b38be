"""Green-channel categories: who is called a little earlier. No proof of any of them is stored."""

from enum import StrEnum

from hall.text import Text


class Category(StrEnum):
    """A logged ground for the green channel."""

    SENIOR = "senior"
    DISABLED = "disabled"
    PREGNANT = "pregnant"
    SERIOUSLY_ILL = "seriously_ill"
    MILITARY = "military"
    VETERAN = "veteran"
    MARTYR_FAMILY = "martyr_family"
    FIRE_RESCUE = "fire_rescue"
    URGENT = "urgent"
    KEY_ENTERPRISE = "key_enterprise"

    @property
    def words(self) -> Text:
        """What people call it."""
        return _WORDS[self]


_WORDS = {
    Category.SENIOR: Text("老年人", "Older person"),
    Category.DISABLED: Text("残疾人", "Person with a disability"),
    Category.PREGNANT: Text("孕妇及携婴者", "Pregnant or with an infant"),
    Category.SERIOUSLY_ILL: Text("重病患者", "Seriously ill"),
    Category.MILITARY: Text("现役军人", "Serving in the forces"),
    Category.VETERAN: Text("退役军人", "Veteran"),
    Category.MARTYR_FAMILY: Text("烈士、因公牺牲或病故军人遗属", "Family of the fallen"),
    Category.FIRE_RESCUE: Text("消防救援人员", "Fire and rescue"),
    Category.URGENT: Text("急事急办", "Urgent matter"),
    Category.KEY_ENTERPRISE: Text("重点企业", "Key enterprise"),
}

# A hall that wants key enterprises in its green channel says so itself.
BY_DEFAULT = tuple(category for category in Category if category is not Category.KEY_ENTERPRISE)
# They need longer to get to the window, so a no-show waits longer for them.
SLOW_WALKERS = frozenset({Category.SENIOR, Category.DISABLED})
