#pragma once

#include "lmsection/app/handover.hpp"
#include "lmsection/app/report.hpp"

namespace lmsection::app {

/// A draft of a report that a group owes (§3, §4), written from the record as of today: members and
/// who came and left, meetings, programs, what was done, and what is planned. It covers the time
/// since the group's report before, to the day on which this one is due. What the record does not
/// say is a gap for the chair to fill. Requires a database.
[[nodiscard]] Packet draft_of_report(const Session& session, const OwedReport& report);

}    // namespace lmsection::app
