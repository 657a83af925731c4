"""Which of her lines a learner had heard before a talk began, so that new ones come first."""
import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sessions", sa.Column("known_lines", sa.LargeBinary))


def downgrade() -> None:
    with op.batch_alter_table("sessions") as table:
        table.drop_column("known_lines")
