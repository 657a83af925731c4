"""Who the learner is in a session, and what a persona of her own is made from."""
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sessions", sa.Column("side", sa.String(16)))
    op.add_column("sessions", sa.Column("prepared", sa.LargeBinary))


def downgrade() -> None:
    with op.batch_alter_table("sessions") as table:
        table.drop_column("prepared")
        table.drop_column("side")
