"""places that were let go before they were confirmed have a state of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

APPOINTMENTS = sa.table("appointments", sa.column("state"), sa.column("expires_at"))


def upgrade() -> None:
    # Until when it was kept stood with one that was cancelled unconfirmed, and told it apart from an appointment.
    unconfirmed = (APPOINTMENTS.c.state == "cancelled", APPOINTMENTS.c.expires_at.is_not(None))
    op.execute(sa.update(APPOINTMENTS).where(*unconfirmed).values(state="let_go", expires_at=None))


def downgrade() -> None:
    op.execute(sa.update(APPOINTMENTS).where(APPOINTMENTS.c.state == "let_go").values(state="cancelled"))
