"""How many server processes an installation may have."""

from hall.errors import WrongSetting
from hall.settings import Settings
from hall.text import Text


def check_number(settings: Settings, workers: int) -> None:
    """Raises WrongSetting for more than one over SQLite, or where they could not tell each other of changes."""
    if workers < 2:
        return
    if settings.database.startswith("sqlite"):
        raise WrongSetting(
            Text(
                "--workers：SQLite 只能由一个进程服务（命令行可同时使用），"
                "多个进程请把 HALL_DATABASE_URL 设为 PostgreSQL",
                "--workers: SQLite is served by one process, beside the command line; "
                "for more of them set HALL_DATABASE_URL to a PostgreSQL database",
            )
        )
    if not settings.redis_url:
        raise WrongSetting(
            Text(
                "--workers：多个服务进程需要 Redis，请设置 HALL_REDIS_URL",
                "--workers: several processes need Redis; set HALL_REDIS_URL",
            )
        )
