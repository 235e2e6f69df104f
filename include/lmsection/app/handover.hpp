#pragma once

#include "lmsection/app/session.hpp"

#include <string>
#include <vector>

namespace lmsection::app {

/// Rows under headings; each as long as the headings. A cell that is a web address alone is a link.
struct PacketTable {
    std::vector<std::string> headings;
    std::vector<std::vector<std::string>> rows;
};

/// A part of a packet: sentences, then a table, which is left out where it has no rows.
struct PacketPart {
    std::string heading;
    std::vector<std::string> sentences;
    PacketTable table;
};

/// What a group's incoming chair has to know, on a page.
struct Packet {
    std::string title;
    std::string subtitle;
    std::vector<PacketPart> parts;
};

/// The packet of a group as of today: its charge, who serves, whose terms end with the running
/// program year and who follows, what is dated in the twelve months to come, reports owed and
/// filed, meetings against the minimum, yearly duties, programs of this year and the three before,
/// the checklist for its kind, the rules that bind it, links; of all that, what `readers` may see.
/// Only with a database.
[[nodiscard]] Packet handover_of(const Session& session, const Group& group, Readers readers);

}    // namespace lmsection::app
