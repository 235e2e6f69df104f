#include "lmsection/app/merge.hpp"

#include "lmsection/app/appointment.hpp"
#include "lmsection/domain/appointment.hpp"
#include "lmsection/domain/program.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/group.hpp"
#include "lmsection/store/handbook.hpp"
#include "lmsection/store/person.hpp"
#include "lmsection/store/program.hpp"
#include "record_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

namespace lmsection::app {

namespace {

using store::Merge;
using store::Reader;
using store::Side;

/// Reasons against a record, each a rule's id or a text.
using Objections = std::set<std::string>;

/// The objection if the record itself is impossible (overlapping terms, a retired group).
const std::string by_record = "term";

void add_objections(std::span<const Finding> findings, bool overridden, Objections& objections) {
    for (const Finding& finding : findings) {
        const bool let_through = overridden && finding.may_override;
        if (finding.strength == Strength::must && !let_through) {
            objections.insert(finding.rule.empty() ? by_record : finding.rule);
        }
    }
}

/// The must rules that an appointment breaks together with the others in its group; none if it does
/// not exist. One that ended early left its seat to others, which are checked themselves; but a
/// person can serve in a group only once at a time.
Objections against_appointment(const Reader& database, std::int64_t id, const Group& group,
                               const Handbook& handbook) {
    store::read_roles_with(database, roles_in_handbook);
    auto record = store::record_of_group(database, group.id);
    const auto existing = std::find_if(record.begin(), record.end(), [&](const Service& service) {
        return service.appointment.id.value == id;
    });
    Objections objections;
    if (existing == record.end()) {
        return objections;
    }
    const Service service = *existing;
    const Appointment& appointment = service.appointment;
    record.erase(existing);
    const Term term{appointment.start, appointment.years};
    if (appointment.end == term.last_day()) {
        Candidacy candidacy{appointment.person, service.person_name, appointment.role, term};
        candidacy.elsewhere = terms_elsewhere(database, handbook, appointment.person, group.id);
        add_objections(findings_on_appointing(candidacy, group, record, handbook),
                       !appointment.override_reason.empty(), objections);
    } else if (std::any_of(record.begin(), record.end(), [&](const Service& other) {
                   return other.appointment.person == appointment.person &&
                          serves_between(other.appointment, appointment.start, appointment.end);
               })) {
        objections.insert(by_record);
    }
    return objections;
}

Objections against_stipends(const Reader& database, ProgramId program, const Handbook& handbook) {
    Objections objections;
    if (const auto listed = store::program_by_id(database, program)) {
        const auto group = listed->program.group
                               ? store::group_by_id(database, *listed->program.group)
                               : std::nullopt;
        add_objections(findings_on_stipends(listed->program.venue, listed->speakers,
                                            group ? std::optional{group->kind} : std::nullopt,
                                            handbook),
                       false, objections);
    }
    return objections;
}

/// Objections to both copies combined that apply to neither alone.
Objections only_joined(const Merge& merge,
                       const std::function<Objections(const Reader&)>& against) {
    Objections objections = against(merge.joined());
    for (const Side side : {Side::ours, Side::theirs}) {
        for (const std::string& objection : against(merge.copy(side))) {
            objections.erase(objection);
        }
    }
    return objections;
}

/// One side's records that belong to one group or program.
struct Share {
    std::vector<std::int64_t> ids;
    std::string description;

    void add(std::int64_t id, const std::string& text) {
        ids.push_back(id);
        add(text);
    }
    void add(const std::string& text) { description += (description.empty() ? "" : "; ") + text; }
};

/// What both sides did to one group or program, and which rules that breaks in combination.
struct Clash {
    std::string table;     ///< the table of the conflicting records
    std::string record;    ///< the group's or program's name for people
    Share ours;
    Share theirs;
    std::function<Objections()> objections;

    [[nodiscard]] const Share& of(Side side) const { return side == Side::ours ? ours : theirs; }
};

store::Dispute dispute_over(const Clash& clash, const Merge& merge, const Objections& objections) {
    std::int64_t entry = 0;
    for (const std::int64_t id : clash.theirs.ids) {
        entry = std::max(entry, merge.newest_of_theirs(clash.table, id));
    }
    store::Dispute dispute;
    for (const std::string& objection : objections) {
        const auto said = [](const Share& share) {
            return share.description.empty() ? std::optional<std::string>{}
                                             : std::optional{share.description};
        };
        dispute.push_back({entry, clash.table, clash.record, objection, said(clash.ours),
                           said(clash.theirs), std::nullopt});
    }
    return dispute;
}

/// Has a combined breach decided. The losing side keeps what still fits.
void settle(Merge& merge, const Clash& clash) {
    const Objections objections = clash.objections();
    if (objections.empty()) {
        return;
    }
    const Side loser = store::other(merge.decide(dispute_over(clash, merge, objections)));
    const Share& losing = clash.of(loser);
    for (const std::int64_t id : losing.ids) {
        merge.discard(clash.table, id);
    }
    for (const std::int64_t id : losing.ids) {
        merge.reinstate(clash.table, id);
        if (!clash.objections().empty()) {
            merge.discard(clash.table, id);
        }
    }
}

/// The side, if only one changed a group, for example by retiring it.
std::optional<Side> changed_alone(const Merge& merge, const Group& group) {
    for (const Side side : {Side::ours, Side::theirs}) {
        const auto ids = merge.rows_of(side, "groups");
        if (std::binary_search(ids.begin(), ids.end(), group.id.value)) {
            return side;
        }
    }
    return std::nullopt;
}

std::string description(const Service& service) {
    const Appointment& existing = service.appointment;
    return fmt::format("{} ({}, {} to {})", service.person_name, word(existing.role),
                       iso(existing.start), iso(existing.end));
}

/// The terms whose content is only one side's.
struct OwnTerms {
    explicit OwnTerms(const Merge& merge)
        : ours(merge.rows_of(Side::ours, "appointments")),
          theirs(merge.rows_of(Side::theirs, "appointments")) {}

    std::vector<std::int64_t> ours;
    std::vector<std::int64_t> theirs;
};

Clash clash_in(const Merge& merge, const OwnTerms& own, const Group& group,
               const Handbook& handbook) {
    Clash clash{"appointments", group.slug.text(), {}, {}, {}};
    auto record = store::record_of_group(merge.joined(), group.id);
    std::sort(record.begin(), record.end(), [](const Service& one, const Service& other) {
        return one.appointment.id < other.appointment.id;
    });
    for (const Service& existing : record) {
        const std::int64_t id = existing.appointment.id.value;
        for (const Side side : {Side::ours, Side::theirs}) {
            const auto& ids = side == Side::ours ? own.ours : own.theirs;
            if (std::binary_search(ids.begin(), ids.end(), id)) {
                (side == Side::ours ? clash.ours : clash.theirs).add(id, description(existing));
            }
        }
    }
    std::vector<std::int64_t> ids = clash.ours.ids;
    ids.insert(ids.end(), clash.theirs.ids.begin(), clash.theirs.ids.end());
    clash.objections = [&merge, &handbook, group, ids] {
        Objections all;
        for (const std::int64_t id : ids) {
            all.merge(only_joined(merge, [&](const Reader& database) {
                for (const Group& as_there : store::all_groups(database)) {
                    if (as_there.id == group.id) {
                        return against_appointment(database, id, as_there, handbook);
                    }
                }
                return Objections{};
            }));
        }
        return all;
    };
    return clash;
}

/// "merged into Middle Managers on 2027-01-01".
std::string retirement_text(const Merge& merge, const Group& group) {
    if (!group.merged_into) {
        return fmt::format("retired on {}", iso(*group.retired_on));
    }
    return fmt::format("merged into {} on {}",
                       store::group_by_id(merge.joined(), *group.merged_into)->name,
                       iso(*group.retired_on));
}

/// Resolves a group that one side retired while the other appointed someone: everything the loser
/// did to it is discarded, including whatever came with a retirement. Returns false if this does
/// not apply.
bool settle_retirement(Merge& merge, const Group& group, Clash clash) {
    const auto changer = changed_alone(merge, group);
    const Objections objections = clash.objections();
    if (!group.retired_on || !changer || !objections.contains(by_record)) {
        return false;
    }
    Share& retiring = *changer == Side::ours ? clash.ours : clash.theirs;
    retiring.add(retirement_text(merge, group));
    const Side loser = store::other(merge.decide(dispute_over(clash, merge, objections)));
    for (const std::int64_t id : clash.of(loser).ids) {
        merge.discard(clash.table, id);
    }
    if (*changer == loser) {
        merge.discard_all(loser, "groups", group.id.value);
    }
    return true;
}

/// Groups each of which was merged into the next, and the last into the first; empty if there are
/// none.
std::vector<Group> circle_of(const std::vector<Group>& groups) {
    const auto heir_of = [&](const Group& group) {
        return std::find_if(groups.begin(), groups.end(),
                            [&](const Group& other) { return other.id == group.merged_into; });
    };
    for (const Group& first : groups) {
        std::vector<Group> chain;
        for (auto next = heir_of(first); next != groups.end() && chain.size() < groups.size();
             next = heir_of(*next)) {
            chain.push_back(*next);
            if (next->id == first.id) {
                return chain;
            }
        }
    }
    return {};
}

/// Resolves groups that the sides merged into each other: one side's mergers are discarded.
void settle_circle(Merge& merge, const std::vector<Group>& circle) {
    Clash clash{"groups", circle.front().slug.text(), {}, {}, {}};
    for (const Group& group : circle) {
        Share& share = changed_alone(merge, group) == Side::theirs ? clash.theirs : clash.ours;
        share.add(group.id.value, fmt::format("{} {}", group.name, retirement_text(merge, group)));
    }
    store::Dispute dispute = dispute_over(clash, merge, {"merged_into"});
    dispute.front().for_now = clash.ours.ids < clash.theirs.ids ? Side::ours : Side::theirs;
    const Side loser = store::other(merge.decide(dispute));
    for (const std::int64_t id : clash.of(loser).ids) {
        merge.discard_all(loser, "groups", id);
    }
}

void settle_circles(Merge& merge) {
    // Each round reverts a merger, unless one copy has a circle of its own.
    for (std::size_t rounds = store::all_groups(merge.joined()).size() + 1; rounds > 0; --rounds) {
        const auto circle = circle_of(store::all_groups(merge.joined()));
        if (circle.empty()) {
            return;
        }
        settle_circle(merge, circle);
    }
    throw StoreError{"one of the copies has groups that were merged into each other in a circle",
                     "run 'lmsection doctor' on each copy"};
}

void settle_groups(Merge& merge, const Handbook& handbook) {
    for (const Group& group : store::all_groups(merge.joined())) {
        const Clash clash = clash_in(merge, OwnTerms{merge}, group, handbook);
        if (!settle_retirement(merge, group, clash)) {
            settle(merge, clash);
        }
    }
}

/// Calls `visit` with what both sides did to each program.
void each_program_clash(const Merge& merge, const Handbook& handbook,
                        const std::function<void(const Clash&)>& visit) {
    std::vector<store::ListedProgram> programs;
    store::each_program(merge.joined(), {},
                        [&](const store::ListedProgram& listed) { programs.push_back(listed); });
    for (const auto& listed : programs) {
        Clash clash{"speakers", listed.program.title, {}, {}, {}};
        for (const Side side : {Side::ours, Side::theirs}) {
            const auto ids = merge.rows_of(side, clash.table);
            for (const Speaker& speaker : listed.speakers) {
                if (std::binary_search(ids.begin(), ids.end(), speaker.id.value)) {
                    (side == Side::ours ? clash.ours : clash.theirs)
                        .add(speaker.id.value,
                             fmt::format("{} (${})", speaker.name, speaker.stipend));
                }
            }
        }
        clash.objections = [&] {
            return only_joined(merge, [&](const Reader& database) {
                return against_stipends(database, listed.program.id, handbook);
            });
        };
        visit(clash);
    }
}

/// What breaks a rule only in combination, if no one is asked to decide it.
std::vector<std::string> clash_warnings(const Merge& merge, const Handbook& handbook) {
    std::vector<std::string> warnings;
    const auto add = [&](const Clash& clash) {
        const Objections objections = clash.objections();
        if (!objections.empty()) {
            warnings.push_back(fmt::format(
                "{}: together, these break {}: {}; {}; end or correct one of them", clash.record,
                objections.contains(by_record) ? "the record" : *objections.begin(),
                clash.ours.description, clash.theirs.description));
        }
    };
    const OwnTerms own{merge};
    for (const Group& group : store::all_groups(merge.joined())) {
        add(clash_in(merge, own, group, handbook));
    }
    each_program_clash(merge, handbook, add);
    return warnings;
}

const std::filesystem::path& there(const std::filesystem::path& other) {
    store::require_copy(other);
    return other;
}

}    // namespace

Merged::Merged(WritingSession& session, const std::filesystem::path& other, store::Decide decide)
    : session_(session),
      merge_(
          session.database().file(), there(other),
          [](const Reader& database) { require_sound_records(database, ignore_progress); },
          std::move(decide)) {
    settle_circles(merge_);
    settle_groups(merge_, session.handbook());
    each_program_clash(merge_, session.handbook(),
                       [&](const Clash& clash) { settle(merge_, clash); });
    require_sound_records(merge_.joined(), ignore_progress);
}

Merged::Merged(WritingSession& session, const std::filesystem::path& other)
    : session_(session),
      merge_(
          session.database().file(), there(other),
          [&](const Reader& database) {
              if (database.file() != session.database().file()) {    // ours is in the result
                  require_sound_records(database, ignore_progress);
              }
          },
          nullptr, store::Deciding::later) {
    settle_circles(merge_);
    if (!merge_.is_theirs()) {
        require_sound_records(merge_.joined(), ignore_progress);
    }
    clashes_ = clash_warnings(merge_, session.handbook());
}

std::vector<std::string> Merged::warnings() const {
    std::vector<std::string> warnings = clashes_;
    for (const std::string& name : merge_.namesakes()) {
        warnings.push_back(fmt::format("each copy has added a person named {}; if they are the "
                                       "same person, see 'lmsection person merge --help'",
                                       name));
    }
    for (const store::AddressOfTwo& one : merge_.given_up_addresses()) {
        warnings.push_back(fmt::format("{} is the main address of {}, so it is no longer a further "
                                       "one of {}; if they are the same person, see 'lmsection "
                                       "person merge --help'",
                                       one.email, one.main_of, one.further_of));
    }
    return warnings;
}

void Merged::write() {
    const Circumstances& around = session_.around();
    if (!around.dry_run) {
        merge_.write(session_.database(), {around.actor, around.command, around.now},
                     session_.next_number());
        session_.groups_changed();
        around.on_record();
    }
}

}    // namespace lmsection::app
