#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/domain/program_year.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace lmsection::app {

/// A table; each row has as many cells as there are headings. A cell that is only a web address
/// becomes a link.
struct PacketTable {
    std::vector<std::string> headings;
    std::vector<std::vector<std::string>> rows;
    std::size_t label = 0;    ///< the column that names each row
};

/// A part of a packet: sentences, then a table, which is omitted if it has no rows, then what the
/// reader has to add.
struct PacketPart {
    std::string heading;
    std::vector<std::string> sentences;
    PacketTable table;
    std::vector<std::string> gaps = {};
};

/// What a group's incoming chair needs to know, on one page.
struct Packet {
    std::string title;
    std::string subtitle;
    std::vector<PacketPart> parts;
};

/// A group's programs in the years from `first` to `last` (none: without end), as far as `readers`
/// may see them.
[[nodiscard]] PacketTable programs_of(const Session& session, const Group& group, ProgramYear first,
                                      std::optional<ProgramYear> last, Readers readers);

/// A group's packet as of today: its charge, who serves, whose terms end with the current program
/// year and who follows, dates in the next twelve months, reports owed and filed, meetings compared
/// with the minimum, yearly duties, programs of this year and the previous three, the checklist for
/// its kind, the rules that apply to it, and links; limited to what `readers` may see. Requires a
/// database.
[[nodiscard]] Packet handover_of(const Session& session, const Group& group, Readers readers);

}    // namespace lmsection::app
