#include "lmsection/app/history.hpp"

#include "lmsection/domain/appointing.hpp"
#include "lmsection/domain/text.hpp"
#include "lmsection/store/appointments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

namespace lmsection::app {

namespace {

using store::Entry;
using store::EntryState;

constexpr const char* see_log = "see 'lmsection log'";
constexpr std::size_t longest_number = 19;

Entry entry(const Session& session, std::int64_t id) {
    const auto found = store::entry_by_id(session.database(), id);
    if (!found) {
        throw RefusedError{fmt::format("there is no entry {}", id), see_log};
    }
    return *found;
}

bool touches_terms(const Entry& taken) {
    return std::any_of(taken.changes.begin(), taken.changes.end(),
                       [](const auto& changes) { return changes.table == "appointments"; });
}

/// What no appointment would be let into, as the record stands: terms of one person that overlap,
/// leaders who do not fit one another, too many people. What was overridden is let be.
std::vector<Finding> what_forbids(const Session& session) {
    std::vector<Finding> found;
    for (const Group& group : session.groups()) {
        auto record = store::record_of_group(session.database(), group.id);
        auto findings = findings_on_overlaps(group, record);
        std::erase_if(record, [](const Service& service) {
            return !service.appointment.override_reason.empty();
        });
        const auto together = findings_on_serving_together(group, record, session.today(),
                                                           session.handbook());
        std::copy_if(together.begin(), together.end(), std::back_inserter(findings),
                     [](const Finding& finding) { return finding.strength == Strength::must; });
        found.insert(found.end(), findings.begin(), findings.end());
    }
    return found;
}

/// Refuses what would break rules that did not stand broken before.
void refuse_new(const Entry& taken, const std::vector<Finding>& before,
                const std::vector<Finding>& after) {
    std::vector<Fault> faults;
    for (const Finding& finding : after) {
        const bool stood = std::any_of(before.begin(), before.end(), [&](const Finding& old) {
            return old.fault == finding.fault;
        });
        if (!stood) {
            faults.push_back({fmt::format("'{}' cannot be taken back: {}", taken.deed.command,
                                          finding.fault.what),
                              fmt::format("{} (§{})", finding.fault.remedy, finding.section)});
        }
    }
    if (!faults.empty()) {
        throw RefusedError{std::move(faults)};
    }
}

/// Takes back `taken` as one change.
void take_back(Session& session, const Entry& taken) {
    session.change(
        [&] {
            const bool looks = touches_terms(taken);
            const auto before = looks ? what_forbids(session) : std::vector<Finding>{};
            store::take_back(session.database(), taken);
            session.groups_changed();
            if (looks) {
                refuse_new(taken, before, what_forbids(session));
            }
        },
        taken.id);
    session.groups_changed();
}

/// The entry meant by an undo.
Entry to_undo(const Session& session, std::optional<std::string_view> typed) {
    if (typed) {
        return find_entry(session, *typed);
    }
    const auto last = store::last_done(session.database());
    if (!last) {
        throw RefusedError{"there is nothing to take back", see_log};
    }
    return entry(session, *last);
}

/// The undo that a redo takes back.
std::int64_t undo_to_redo(const Session& session, std::optional<std::string_view> typed) {
    if (!typed) {
        const auto last = store::last_undo(session.database());
        if (!last) {
            throw RefusedError{"nothing was taken back that could be put back", see_log};
        }
        return *last;
    }
    const Entry named = find_entry(session, *typed);
    const auto undo = store::undo_of(session.database(), named.id);
    if (!undo) {
        throw RefusedError{fmt::format("'{}' of {} was not taken back", named.deed.command,
                                       named.deed.at),
                           see_log};
    }
    return *undo;
}

}    // namespace

store::Entry find_entry(const Session& session, std::string_view typed) {
    const bool digits = !typed.empty() && typed.size() <= longest_number &&
                        std::all_of(typed.begin(), typed.end(),
                                    [](char letter) { return letter >= '0' && letter <= '9'; });
    if (!digits) {
        throw UsageError{fmt::format("{} is not the number of an entry", in_quotes(typed)), see_log};
    }
    const auto ids = store::entries_ending_with(session.database(), typed, 2);
    if (ids.empty()) {
        throw RefusedError{fmt::format("there is no entry {}", typed), see_log};
    }
    if (ids.size() > 1) {
        throw RefusedError{fmt::format("more than one entry ends with {}: {}, {}", typed, ids[0],
                                       ids[1]),
                           "type more of its digits"};
    }
    return entry(session, ids.front());
}

store::Entry undo(Session& session, std::optional<std::string_view> typed) {
    Entry taken = to_undo(session, typed);
    if (taken.state == EntryState::undone) {
        throw RefusedError{fmt::format("'{}' of {} was taken back already", taken.deed.command,
                                       taken.deed.at),
                           fmt::format("put it back with 'lmsection redo {}'", taken.id)};
    }
    take_back(session, taken);
    return taken;
}

store::Entry redo(Session& session, std::optional<std::string_view> typed) {
    const Entry undo = entry(session, undo_to_redo(session, typed));
    take_back(session, undo);
    return entry(session, undo.deed.undoes.value_or(undo.id));
}

}    // namespace lmsection::app
