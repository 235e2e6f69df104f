#pragma once

#include "lmsection/app/program.hpp"

#include <string>
#include <string_view>

namespace lmsection::app {

/// Records all new proposals of a CSV file, or none; reports every bad line by number. Reads what
/// `program list` writes. Columns: title, venue, year, group, status, submitted_on, decided_on,
/// speakers (separated by `; `), paid_speakers (how many of them, counting from the first, get the
/// venue's stipend), note, type.
[[nodiscard]] ProgramResult add_programs_from(WritingSession& session, std::string_view csv,
                                              const std::string& file_name, bool ignore_extra,
                                              const OverridePolicy& policy);

}    // namespace lmsection::app
