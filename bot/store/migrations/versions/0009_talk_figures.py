"""What was counted of a talk, so that looking back over many does not count every message again."""
import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sessions", sa.Column("figures", sa.JSON))
    op.add_column("sessions", sa.Column("figures_of", sa.String(32)))


def downgrade() -> None:
    with op.batch_alter_table("sessions") as table:
        table.drop_column("figures_of")
        table.drop_column("figures")
