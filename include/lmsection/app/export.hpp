#pragma once

#include "lmsection/app/session.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace lmsection::app {

/// The version of the format that `export_section` writes and `import_section` reads.
inline constexpr int export_version = 1;

enum class WithHistory { yes, no };

/// Calls `visit` with each line, without line ends, of an export of the whole database: a JSON
/// header, one JSON record per line, ordered by table and key, and an end marker. Databases with
/// the same contents give the same lines.
void export_section(const Session& session, WithHistory with_history,
                    const std::function<void(std::string_view line)>& visit);

/// Reads the next line without its line end; false after the last one.
using LineSource = std::function<bool(std::string& line)>;

struct Imported {
    std::size_t people = 0;
    std::size_t appointments = 0;
    std::size_t entries = 0;    ///< history entries
    std::size_t records = 0;    ///< all records, including these
};

/// Creates a database from an export, possibly of an older schema: all of it or nothing. Does not
/// overwrite an existing file. Throws one `RefusedError` that reports every invalid line by number.
/// A dry run checks everything but creates no file. `name`: the export's name for messages.
Imported import_section(const Circumstances& circumstances, const std::string& name,
                        const LineSource& next_line);

/// Like `import_section`, into the empty database with the given schema that `make` returns;
/// afterwards it has everything or is still empty.
Imported import_into(const std::function<store::Database&(int schema)>& make,
                     const std::string& name, const LineSource& next_line);

}    // namespace lmsection::app
