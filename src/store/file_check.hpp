#pragma once

#include "lmsection/store/database.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>

namespace lmsection::store {

/// Checks a file and the files beside it before SQLite reads them. `connection` is open but has run
/// no statement yet, so that nothing has been rolled back or deleted. Refused with a `StoreError`,
/// `file` naming it:
/// - a `FILE-journal` or `FILE-wal` that is not a plain file, a journal that names a super-journal
///   (SQLite deletes the file of that name; this program never writes one), a `FILE-wal` beside a
///   file that is not in WAL mode;
/// - a header that is not SQLite's, or of a version that SQLite 3 does not write; text in UTF-16;
/// - WAL mode, unless it may be left and no other program has the file open;
/// - an interrupted change, if nothing may be touched.
void check_before_use(SQLite::Database& connection, const std::filesystem::path& file,
                      Opening opening);

/// The part of these checks that also applies to a file that may be damaged, before another is
/// copied into it: its side files, and WAL mode, which is left unless nothing may be touched.
void prepare_to_replace(SQLite::Database& connection, const std::filesystem::path& file,
                        Opening opening);

/// Refuses a name for a new database beside which a journal of an earlier one lies: SQLite would
/// roll that back into the new file.
void refuse_stray_side_files(const std::filesystem::path& file);

/// Refuses a path that is longer than SQLite can open, with room for `-journal`.
void refuse_long_path(const std::filesystem::path& file);

}    // namespace lmsection::store
