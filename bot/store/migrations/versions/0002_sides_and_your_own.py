"""Who the learner is in a session, what a persona of her own is made from, and what she remembers of the learner's words."""
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sessions", sa.Column("side", sa.String(16)))
    op.add_column("sessions", sa.Column("prepared", sa.LargeBinary))
    op.add_column("turns", sa.Column("memory", sa.LargeBinary))


def downgrade() -> None:
    with op.batch_alter_table("turns") as table:
        table.drop_column("memory")
    with op.batch_alter_table("sessions") as table:
        table.drop_column("prepared")
        table.drop_column("side")
