"""What a learner takes along: the card she has edited, the dates of real talks with what came of them, the lesson last suggested."""
import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cards",
        sa.Column("session_id", sa.String(32), sa.ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fields", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "talks",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("learner", sa.String(64), nullable=False, index=True),
        sa.Column("session_id", sa.String(32), sa.ForeignKey("sessions.id", ondelete="CASCADE"), index=True),
        sa.Column("day", sa.Date, nullable=False, index=True),
        sa.Column("at", sa.String(5)),
        sa.Column("zone", sa.String(64)),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True)),
        sa.Column("reminded", sa.String(32), nullable=False),
        sa.Column("answers", sa.LargeBinary),
    )
    op.add_column("sessions", sa.Column("lesson", sa.String(32)))


def downgrade() -> None:
    with op.batch_alter_table("sessions") as table:
        table.drop_column("lesson")
    for name in ("talks", "cards"):
        op.drop_table(name)
