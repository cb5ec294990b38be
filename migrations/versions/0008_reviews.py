"""reviews, the steps of their rectification, and a hall's settings for both."""

import sqlalchemy as sa
from alembic import op

from hall.columns import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def _text(length: int) -> sa.types.TypeEngine[str]:
    """Text of that length, in the order of its code points."""
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "reviews",
        sa.Column("id", _text(32), nullable=False),
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ticket_id", _text(32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.Column("rating", _text(20), nullable=False),
        sa.Column("source", _text(8), nullable=False),
        sa.Column("real_name", sa.Boolean(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("text", _text(32), nullable=True),
        sa.Column("service", _text(64), nullable=False),
        sa.Column("window_id", _text(32), nullable=True),
        sa.Column("user_id", _text(32), nullable=True),
        sa.Column("reached", _text(24), nullable=True),
        sa.Column("verify_by", sa.Date(), nullable=True),
        sa.Column("reply_by", sa.Date(), nullable=True),
        sa.Column("call_back_by", sa.Date(), nullable=True),
        sa.Column("improve_by", sa.Date(), nullable=True),
        sa.Column("appeal", _text(8), nullable=True),
        sa.ForeignKeyConstraint(["hall_id"], ["hall_orders.hall_id"], name=op.f("fk_reviews_hall_id_hall_orders")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_reviews_ticket_id_tickets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint("hall_id", "seq", name=op.f("uq_reviews_hall_id_seq")),
        sa.UniqueConstraint("ticket_id", name=op.f("uq_reviews_ticket_id")),
    )
    op.create_index("ix_reviews_day", "reviews", ["hall_id", "day"])
    op.create_index("ix_reviews_user", "reviews", ["user_id", "day"])
    op.create_table(
        "review_steps",
        sa.Column("review_id", _text(32), nullable=False),
        sa.Column("step", _text(24), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", _text(32), nullable=True),
        sa.Column("in_time", sa.Boolean(), nullable=False),
        sa.Column("heard", _text(12), nullable=True),
        sa.Column("text", _text(32), nullable=True),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name=op.f("fk_review_steps_review_id_reviews")),
        sa.PrimaryKeyConstraint("review_id", "step", name=op.f("pk_review_steps")),
    )
    op.add_column("halls", sa.Column("reviews", sa.JSON(), server_default="{}", nullable=False))


def downgrade() -> None:
    op.drop_column("halls", "reviews")
    op.drop_table("review_steps")
    op.drop_index("ix_reviews_user", "reviews")
    op.drop_index("ix_reviews_day", "reviews")
    op.drop_table("reviews")
