#include "lmsection/app/history.hpp"

#include "lmsection/app/appointment.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/appointment.hpp"
#include "lmsection/domain/record_change.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/group.hpp"
#include "lmsection/store/merge.hpp"
#include "lmsection/store/person.hpp"
#include "lmsection/store/program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace lmsection::app {

namespace {

using store::Entry;
using store::EntryState;

constexpr const char* see_log = "see 'lmsection log'";
constexpr std::size_t longest_number = 19;
/// Entry ids come from the clock, so that fewer digits would soon match an entry by chance.
constexpr std::size_t shortest_number = 6;
constexpr std::int64_t shortest_numbers = 1'000'000;    // how many there are

Entry entry(const Session& session, std::int64_t id) {
    const auto found = store::entry_by_id(session.database(), id);
    if (!found) {
        throw RefusedError{fmt::format("there is no entry {}", id), see_log};
    }
    return *found;
}

/// The records for which an undo can break a rule.
struct Snapshot {
    std::vector<GroupRecord> groups;
    std::vector<ProgramRecord> programs;
};

/// What to check after an undo, and its state at some point in time.
class Scope {
public:
    Scope(const Session& session, const Entry& entry)
        : session_(session), groups_(store::groups_changed_by(session.database(), entry)),
          programs_(store::changes_table(entry, "programs") ||
                    store::changes_table(entry, "speakers")) {}

    [[nodiscard]] Snapshot read() const {
        const store::Reader& database = session_.database();
        Snapshot snapshot;
        for (const GroupId id : groups_) {
            if (const auto group = store::group_by_id(database, id)) {
                GroupRecord& record = snapshot.groups.emplace_back(
                    GroupRecord{*group, store::record_of_group(database, id)});
                for (const auto& [term, name] : record.terms) {
                    auto others = terms_elsewhere(database, session_.handbook(), term.person, id);
                    if (!others.empty()) {
                        record.elsewhere.emplace(term.person, std::move(others));
                    }
                }
            }
        }
        if (programs_) {
            store::each_program(database, {}, [&](const store::ListedProgram& listed) {
                const auto group = listed.program.group
                                       ? store::group_by_id(database, *listed.program.group)
                                       : std::nullopt;
                snapshot.programs.push_back({listed.program, listed.speakers,
                                             group ? std::optional{group->kind} : std::nullopt});
            });
        }
        return snapshot;
    }

private:
    const Session& session_;
    std::set<GroupId> groups_;
    bool programs_;
};

/// The rules that a change newly breaks.
struct Breaches {
    std::vector<std::vector<Breach>> by_group;    ///< in the order of `Snapshot::groups`
    std::vector<StipendBreach> of_programs;

    [[nodiscard]] bool empty() const {
        return of_programs.empty() &&
               std::all_of(by_group.begin(), by_group.end(),
                           [](const auto& breaches) { return breaches.empty(); });
    }

    [[nodiscard]] std::vector<Finding> findings() const {
        std::vector<Finding> all;
        for (const auto& breaches : by_group) {
            for (const Breach& breach : breaches) {
                all.push_back(breach.finding);
            }
        }
        for (const StipendBreach& breach : of_programs) {
            all.push_back(breach.finding);
        }
        return all;
    }
};

Breaches breaches_between(const Snapshot& before, const Snapshot& after, const Handbook& handbook) {
    Breaches breaches;
    for (const GroupRecord& group : after.groups) {
        const auto old = std::find_if(before.groups.begin(), before.groups.end(),
                                      [&](const GroupRecord& one) {
                                          return one.group.id == group.group.id;
                                      });
        const GroupRecord without_terms{group.group, {}};
        breaches.by_group.push_back(
            new_breaches(old == before.groups.end() ? without_terms : *old, group, handbook));
    }
    breaches.of_programs = new_stipend_breaches(before.programs, after.programs, handbook);
    return breaches;
}

/// Removes what is not in `others`; both must be about the same groups.
void keep_common(Breaches& breaches, const Breaches& others) {
    for (std::size_t i = 0; i < breaches.by_group.size(); ++i) {
        keep_common(breaches.by_group[i], others.by_group[i]);
    }
    std::erase_if(breaches.of_programs, [&](const StipendBreach& breach) {
        return std::none_of(others.of_programs.begin(), others.of_programs.end(),
                            [&](const StipendBreach& other) {
                                return other.program == breach.program &&
                                       other.finding.fault == breach.finding.fault;
                            });
    });
}

/// Refuses in one line, with the first reason and how many more there are.
void refuse(std::string_view cannot, const std::vector<Fault>& faults) {
    if (faults.empty()) {
        return;
    }
    const auto more = faults.size() - 1;
    throw RefusedError{fmt::format("{}: {}{}", cannot, faults.front().what,
                                   more == 0 ? "" : fmt::format(" (and {} more)", more)),
                       faults.front().remedy};
}

void refuse_circle(const Session& session, std::string_view cannot) {
    const auto groups = store::all_groups(session.database());
    if (const Group* group = merged_in_a_circle(groups)) {
        refuse(cannot,
               {{fmt::format("{} would be merged into itself through other groups", group->name),
                 "undo the later merge first, see 'lmsection log'"}});
    }
}

/// Refuses what made a further address of one person the main address of another, too.
void refuse_address_of_two(const Session& session, std::string_view cannot,
                           const std::vector<store::AddressOfTwo>& before) {
    for (const store::AddressOfTwo& one : store::addresses_of_two(session.database())) {
        if (std::find(before.begin(), before.end(), one) == before.end()) {
            refuse(cannot, {{fmt::format("{} would be the main address of {} and a further one "
                                         "of {}",
                                         one.email, one.main_of, one.further_of),
                             "correct one of the two, see 'lmsection person edit --help'"}});
        }
    }
}

/// Records the override reason with the terms and programs that break a rule.
void keep_reason(WritingSession& session, const Breaches& breaches, const std::string& reason) {
    if (reason.empty()) {
        return;
    }
    for (const auto& group : breaches.by_group) {
        for (const Breach& breach : group) {
            if (breach.finding.strength == Strength::must) {
                store::update_override(session.writer(), breach.term, reason);
            }
        }
    }
    for (const StipendBreach& breach : breaches.of_programs) {
        store::insert_program_step(session.writer(), session.next_number(), breach.program,
                                   {"override", session.today(), session.around().actor, reason});
    }
}

/// An undo about to be made: of the named entry or, for a redo, of its undo.
struct Step {
    Entry entry;    ///< the entry to revert
    Entry named;    ///< the entry that the user named

    /// "cannot undo 'lmsection appoint ana middle-managers'".
    [[nodiscard]] std::string cannot() const {
        if (entry.info.command == store::conflict_command) {
            return "the other value cannot come back";
        }
        return fmt::format("cannot {} '{}'", entry.id == named.id ? "undo" : "redo",
                           named.info.command);
    }
};

/// Runs an undo within a change and checks every rule that `appoint` checks. Rules that were
/// already broken before the undo, or just before the entry that it reverts, are no reason to
/// refuse. Before an entry that `sync` wrote by itself, no copy was ever as the history says.
std::vector<std::string> undo_and_check(WritingSession& session, const Step& step,
                                        const OverridePolicy& policy) {
    const Scope scope{session, step.entry};
    const Handbook handbook = session.handbook();
    const Snapshot before = scope.read();
    const auto addresses_before = store::addresses_of_two(session.database());
    store::revert(session.writer(), step.entry, step.cannot());
    session.groups_changed();
    if (store::changes_table(step.entry, "groups")) {
        refuse_circle(session, step.cannot());
    }
    refuse_address_of_two(session, step.cannot(), addresses_before);
    const Snapshot after = scope.read();
    Breaches breaches = breaches_between(before, after, handbook);
    if (!breaches.empty() && !store::is_automatic(step.entry.info.command)) {
        store::as_of_the_time_before(session.writer(), step.entry, [&] {
            keep_common(breaches, breaches_between(scope.read(), after, handbook));
        });
    }
    const Judgment judgment = apply_policy(breaches.findings(), policy);
    refuse(step.cannot(), judgment.refused);
    keep_reason(session, breaches, policy.override_reason);
    return judgment.warnings;
}

bool records_a_letter(const Entry& entry) {
    return store::changes_table(entry, "letters");
}

constexpr std::string_view why_no_letter = "it records a letter, which cannot be undone";

UndoResult make_undo(WritingSession& session, const Step& step, const UndoOrder& order) {
    if (records_a_letter(step.entry)) {
        throw RefusedError{fmt::format("{}: {}", step.cannot(), why_no_letter),
                           "to write the letter again, add --again to its command"};
    }
    UndoResult result{step.named, {}};
    session.change(
        [&] {
            result.warnings = undo_and_check(session, step, order.policy);
            order.show(step.named);
        },
        step.entry.id);
    session.groups_changed();
    return result;
}

/// The newest entry older than `last` that could be undone, as far as it alone says.
std::optional<Entry> reversible_before(const Session& session, const Entry& last) {
    for (auto id = store::last_done(session.database(), last.id); id;
         id = store::last_done(session.database(), id)) {
        Entry found = entry(session, *id);
        if (!records_a_letter(found) && !store::is_irreversible(found)) {
            return found;
        }
    }
    return std::nullopt;
}

/// The entry to undo, by default the last one. If it can never be undone, that is refused, and an
/// older one is only proposed: undoing it unasked could surprise.
Entry to_undo(const Session& session, std::optional<std::string_view> typed) {
    if (typed) {
        return find_entry(session, *typed);
    }
    const auto id = store::last_done(session.database());
    if (!id) {
        throw RefusedError{"there is nothing to undo", see_log};
    }
    Entry last = entry(session, *id);
    const bool is_letter = records_a_letter(last);
    if (!is_letter && last.state != EntryState::erased) {
        return last;
    }
    const auto before = reversible_before(session, last);
    throw RefusedError{
        fmt::format("cannot undo '{}': {}", last.info.command,
                    is_letter ? why_no_letter
                              : "what it changed was erased when a person was forgotten"),
        before ? fmt::format("to undo '{}' of {}, the change before it, run 'lmsection undo {}'",
                             before->info.command, before->info.at,
                             ShortNumbers{session}.of(before->id))
               : see_log};
}

/// The undo that a redo undoes.
std::int64_t undo_to_redo(const Session& session, std::optional<std::string_view> typed) {
    if (!typed) {
        const auto last = store::last_undo(session.database());
        if (!last) {
            throw RefusedError{"there is nothing to redo", see_log};
        }
        return *last;
    }
    const Entry named = find_entry(session, *typed);
    const auto undo = store::undo_of(session.database(), named.id);
    if (!undo) {
        throw RefusedError{fmt::format("'{}' of {} has not been undone", named.info.command,
                                       named.info.at),
                           see_log};
    }
    return *undo;
}

}    // namespace

store::Entry find_entry(const Session& session, std::string_view typed) {
    if (!all_digits(typed)) {
        throw UsageError{fmt::format("{} is not the number of an entry", in_quotes(typed)),
                         see_log};
    }
    if (const auto id = parse_number<std::int64_t>(typed)) {
        const auto exact = store::entry_by_id(session.database(), *id);
        if (exact && typed == fmt::format("{}", *id)) {
            return *exact;
        }
    }
    if (typed.size() < shortest_number) {
        throw RefusedError{
            fmt::format("there is no entry {}", typed),
            fmt::format(
                "give a number from 'lmsection log', in full or at least its last {} digits",
                shortest_number)};
    }
    const auto ids = typed.size() <= longest_number
                         ? store::entries_ending_with(session.database(), typed, 2)
                         : std::vector<std::int64_t>{};
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

ShortNumbers::ShortNumbers(const Session& session) {
    for (const std::int64_t id : store::entry_ids(session.database())) {
        by_last_digits_[id % shortest_numbers].push_back(id);
    }
}

std::string ShortNumbers::of(std::int64_t id) const {
    const std::string digits = fmt::format("{}", id);
    std::size_t length = std::min(shortest_number, digits.size());
    const auto alike = by_last_digits_.find(id % shortest_numbers);
    if (alike == by_last_digits_.end()) {
        return digits;
    }
    const auto ends_alike = [&](std::int64_t other) {
        return other != id &&
               fmt::format("{}", other).ends_with(digits.substr(digits.size() - length));
    };
    while (length < digits.size() &&
           std::any_of(alike->second.begin(), alike->second.end(), ends_alike)) {
        ++length;
    }
    return digits.substr(digits.size() - length);
}

UndoResult undo(WritingSession& session, const UndoOrder& order) {
    const Entry named = to_undo(session, order.entry);
    if (named.state == EntryState::undone) {
        throw RefusedError{fmt::format("'{}' of {} has already been undone", named.info.command,
                                       named.info.at),
                           fmt::format("to redo it, run 'lmsection redo {}'", named.id)};
    }
    return make_undo(session, {named, named}, order);
}

UndoResult redo(WritingSession& session, const UndoOrder& order) {
    const Entry undo = entry(session, undo_to_redo(session, order.entry));
    const Entry named = entry(session, undo.info.undoes.value_or(undo.id));
    return make_undo(session, {undo, named}, order);
}

}    // namespace lmsection::app
