"""How the coach speaks in a session and when, whether the learner has stepped out of it, and the hints she was given."""
import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sessions", sa.Column("style", sa.String(16)))
    op.add_column("sessions", sa.Column("timing", sa.String(16)))
    op.add_column("sessions", sa.Column("stepped_out", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("sessions", sa.Column("hints", sa.LargeBinary))


def downgrade() -> None:
    with op.batch_alter_table("sessions") as table:
        for name in ("hints", "stepped_out", "timing", "style"):
            table.drop_column(name)
