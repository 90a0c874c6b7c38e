"""The people side: Qt."""
