#pragma once

#include "lmsection/app/session.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace lmsection::app {

/// The version of the text that `export_section` writes and `import_section` reads.
inline constexpr int export_version = 1;

enum class WithHistory { yes, no };

/// Hands over, line by line and without line ends, everything that the database holds: JSON, a
/// header first, then a record a line, in the order of the tables and their keys, and a line that
/// says that this was all. Two databases that hold the same give the same lines.
void export_section(const Session& session, WithHistory with_history,
                    const std::function<void(std::string_view line)>& take);

/// The next line without its end; false after the last one.
using LineSource = std::function<bool(std::string& line)>;

struct Imported {
    std::int64_t people = 0;
    std::int64_t appointments = 0;
    std::int64_t entries = 0;    ///< of the history
    std::int64_t records = 0;    ///< all of them, these too
};

/// Makes a new database of what `export_section` wrote, be it of an older schema: all of it or
/// nothing. Refuses to touch a file that exists. Every line that cannot be is reported with its
/// number in one `RefusedError`. With dry run all is tried, and no file made. `name`: of the text,
/// for messages.
Imported import_section(const Circumstances& circumstances, const std::string& name,
                        const LineSource& next_line);

/// As `import_section`, into the empty database of that schema that `make` answers with; it holds
/// all of it afterwards, or is as empty as it was.
Imported import_into(const std::function<const store::Database&(int schema)>& make,
                     const std::string& name, const LineSource& next_line);

}    // namespace lmsection::app
