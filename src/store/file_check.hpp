#pragma once

#include "lmsection/store/database.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>

namespace lmsection::store {

/// Checks a file and the files beside it before SQLite reads them. `connection` is open but has not
/// run a statement, so nothing has been rolled back or deleted. `file` is the name for messages.
/// Throws a `StoreError` for:
/// - a `FILE-journal` or `FILE-wal` that is not a plain file, a journal that names a super-journal
///   (SQLite deletes the file of that name; this program never writes one), a `FILE-wal` beside a
///   file that is not in WAL mode;
/// - a header that is not SQLite's, or of a version that SQLite 3 does not write; text in UTF-16;
/// - WAL mode, unless it may be switched off and no other program has the file open;
/// - an interrupted change, if nothing may be changed.
void check_before_use(SQLite::Database& connection, const std::filesystem::path& file,
                      Opening opening);

/// The part of these checks that also applies to a possibly damaged file before another is copied
/// into it: its side files, and WAL mode, which is switched off unless nothing may be changed.
void prepare_to_replace(SQLite::Database& connection, const std::filesystem::path& file,
                        Opening opening);

/// Refuses a name for a new database if a journal of an earlier one exists beside it: SQLite would
/// roll that back into the new file.
void refuse_stray_side_files(const std::filesystem::path& file);

/// Refuses a path that is too long for SQLite, including `-journal`.
void refuse_long_path(const std::filesystem::path& file);

}    // namespace lmsection::store
