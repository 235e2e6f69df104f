#include "lmsection/app/handbook_adoption.hpp"

#include "handbook_part.hpp"
#include "lmsection/app/appointment.hpp"
#include "lmsection/app/group_change.hpp"
#include "lmsection/app/handbook_toml.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/domain/appointment.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/checklist.hpp"
#include "lmsection/store/group.hpp"
#include "lmsection/store/handbook.hpp"
#include "lmsection/store/program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace lmsection::app {

namespace {

/// The part of another edition with the same id; null if there is none.
const HandbookPart* same_in(const std::vector<HandbookPart>& parts, const HandbookPart& part) {
    return first_that(parts, [&](const HandbookPart& one) {
        return one.part == part.part && one.id == part.id;
    });
}

std::string or_nothing(const std::string& value) {
    return value.empty() ? "nothing" : value;
}

/// "strength: must -> should; wants: at most 12 -> at most 14".
std::string difference(const HandbookPart& before, const HandbookPart& now) {
    std::string text;
    for (std::size_t i = 0; i < now.fields.size(); ++i) {
        const auto& [name, value] = now.fields[i];
        if (before.fields[i].second != value) {
            text += fmt::format("{}{}: {} -> {}", text.empty() ? "" : "; ", name,
                                or_nothing(before.fields[i].second), or_nothing(value));
        }
    }
    return text;
}

/// A short summary of a part: its last field.
std::string summary(const HandbookPart& part) {
    for (const char* name : {"says", "title", "name", "text", "used", "address"}) {
        for (const auto& [field, value] : part.fields) {
            if (field == name) {
                return value;
            }
        }
    }
    return part.fields.front().second;
}

std::vector<AdoptionLine> differences(const Handbook& before, const Handbook& now) {
    const auto old_parts = parts_of(before);
    const auto new_parts = parts_of(now);
    std::vector<AdoptionLine> lines;
    for (const HandbookPart& part : new_parts) {
        const HandbookPart* was = same_in(old_parts, part);
        if (was == nullptr) {
            lines.push_back(
                {part.part, AdoptionChange::added, part.id, summary(part), part.section});
        } else if (const auto text = difference(*was, part); !text.empty()) {
            lines.push_back({part.part, AdoptionChange::changed, part.id, text, part.section});
        }
    }
    for (const HandbookPart& part : old_parts) {
        if (same_in(new_parts, part) == nullptr) {
            lines.push_back(
                {part.part, AdoptionChange::dropped, part.id, summary(part), part.section});
        }
    }
    return lines;
}

/// Sets `record` to the handbook's new value unless the section changed the old one.
template <class Value>
void follow(Value& record, const Value& before, const Value& now, bool& kept_own) {
    if (record == before) {
        record = now;
    } else if (record != now && before != now) {
        kept_own = true;
    }
}

const Slug& id_of(const SectionItem& entry) {
    return entry.item.id;
}

/// Moves a section from one handbook to another.
class Adopting {
public:
    Adopting(WritingSession& session, const Handbook& before, const Handbook& now)
        : session_(session), before_(before), now_(now), lines_(differences(before, now)) {}

    std::vector<AdoptionLine> run() {
        require_venues();
        require_roles();
        groups();
        items();
        session_.groups_changed();
        terms();
        return std::move(lines_);
    }

private:
    void add(const char* part, AdoptionChange change, const std::string& what, std::string detail,
             const std::string& section) {
        lines_.push_back({part, change, what, std::move(detail), section});
    }

    /// A program cannot be shown if the handbook does not have its venue.
    void require_venues() const {
        std::map<std::string, int> lost;
        store::each_program(session_.database(), {}, [&](const store::ListedProgram& listed) {
            if (now_.venue(listed.program.venue) == nullptr) {
                ++lost[listed.program.venue];
            }
        });
        if (!lost.empty()) {
            const auto& [venue, programs] = *lost.begin();
            throw RefusedError{
                fmt::format("{} recorded for the venue '{}', which the handbook does not have",
                            counted(programs, "program is", "programs are"), venue),
                fmt::format("add [[venues]] id = \"{}\" to the file", venue)};
        }
    }

    /// A term whose role the handbook does not have would no longer lead or count as it did.
    void require_roles() const {
        for (const auto& [role, terms] : store::terms_by_role(session_.database())) {
            if (!contains(now_.roles, role, [](Role known) { return word(known); })) {
                throw RefusedError{
                    fmt::format("{} recorded with the role '{}', which the handbook does not have",
                                counted(terms, "term is", "terms are"), role),
                    fmt::format("add [[roles]] id = \"{}\" to the file", role)};
            }
        }
    }

    void groups() {
        const auto on_record = session_.groups();    // a copy: those of the session change below
        for (const GroupFacts& facts : now_.groups) {
            const GroupFacts* was = before_.group(facts.slug);
            const Group* record = find_in(on_record, facts.slug, &Group::slug);
            if (record == nullptr) {
                add_group(facts, was);
            } else if (was == nullptr) {
                add("group", AdoptionChange::kept, facts.slug.text(),
                    "the section already has a group with this name", facts.section);
            } else {
                update_group(*record, *was, facts);
            }
        }
        for (const GroupFacts& facts : before_.groups) {
            const Group* record = find_in(on_record, facts.slug, &Group::slug);
            if (now_.group(facts.slug) == nullptr && record != nullptr && !record->retired_on) {
                add("group", AdoptionChange::kept, facts.slug.text(),
                    fmt::format("stays on record; to retire it, run 'lmsection group retire {}'",
                                facts.slug.text()),
                    facts.section);
            }
        }
    }

    void add_group(const GroupFacts& facts, const GroupFacts* was) {
        if (was != nullptr) {    // the section renamed it
            add("group", AdoptionChange::kept, facts.slug.text(),
                "not on record under this name; nothing is added", facts.section);
            return;
        }
        store::insert_group(session_.writer(),
                            Group{session_.next_id<GroupId>(), facts.slug, facts.name, facts.kind,
                                  next_position(session_, facts.kind), facts.charge, facts.section,
                                  std::nullopt});
        session_.groups_changed();
    }

    void update_group(Group group, const GroupFacts& was, const GroupFacts& facts) {
        const Group before = group;
        bool kept_own = false;
        follow(group.name, was.name, facts.name, kept_own);
        follow(group.kind, was.kind, facts.kind, kept_own);
        follow(group.charge, was.charge, facts.charge, kept_own);
        follow(group.section, was.section, facts.section, kept_own);
        if (group.kind != before.kind) {
            group.position = next_position(session_, group.kind);
        }
        if (std::tie(group.name, group.kind, group.charge, group.section) !=
            std::tie(before.name, before.kind, before.charge, before.section)) {
            store::update_group(session_.writer(), group);
            session_.groups_changed();
        }
        if (kept_own) {
            add("group", AdoptionChange::kept, group.slug.text(),
                "the section's own changes are kept", facts.section);
        }
    }

    void items() {
        const auto on_record = store::all_items(session_.database());
        for (const ChecklistItem& item : now_.checklist) {
            const ChecklistItem* was = find_in(before_.checklist, item.id, &ChecklistItem::id);
            const SectionItem* record = find_in(on_record, item.id, id_of);
            if (record == nullptr) {
                store::insert_item(session_.writer(), session_.next_number(), {item, std::nullopt});
            } else if (was == nullptr) {
                add("item", AdoptionChange::kept, item.id.text(),
                    "the section already has an item with this name", item.section);
            } else {
                update_item(*record, *was, item);
            }
        }
        drop_items(on_record);
    }

    void update_item(SectionItem entry, const ChecklistItem& was, const ChecklistItem& item) {
        const ChecklistItem before = entry.item;
        bool kept_own = false;
        follow(entry.item.month, was.month, item.month, kept_own);
        follow(entry.item.title, was.title, item.title, kept_own);
        if (!entry.group) {    // an item for one group has that group's kind
            follow(entry.item.audience, was.audience, item.audience, kept_own);
        }
        follow(entry.item.optional, was.optional, item.optional, kept_own);
        follow(entry.item.section, was.section, item.section, kept_own);
        follow(entry.item.tells, was.tells, item.tells, kept_own);
        if (entry.item != before) {
            store::update_item(session_.writer(), entry);
        }
        if (kept_own || (entry.group && was.audience != item.audience)) {
            add("item", AdoptionChange::kept, item.id.text(), "the section's own changes are kept",
                item.section);
        }
    }

    /// Items that the section changed or marked stay, and cite the handbook no longer.
    void drop_items(const std::vector<SectionItem>& on_record) {
        auto before = before_.checklist;
        std::ranges::sort(before, {}, &ChecklistItem::id);
        for (const ChecklistItem& was : before) {
            const SectionItem* record = find_in(on_record, was.id, id_of);
            if (record == nullptr || contains(now_.checklist, was.id, &ChecklistItem::id)) {
                continue;
            }
            const bool edited = record->item != was || record->group;
            if (!edited && !store::has_marks(session_.database(), was.id)) {
                store::delete_item(session_.writer(), was.id);
                continue;
            }
            SectionItem entry = *record;
            entry.item.section = "dropped";
            store::update_item(session_.writer(), entry);
            add("item", AdoptionChange::kept, was.id.text(),
                edited ? "stays on the list, because the section changed it"
                       : "stays on the list, because it has marks",
                was.section);
        }
    }

    /// A rule and what breaks it, with the person's name if it is one person's term.
    using Breach = std::pair<std::string, std::string>;

    /// The rules that a group's current and future terms break. A rule on size appears only once,
    /// not for each person.
    [[nodiscard]] std::map<Breach, Finding> breaches(const Group& group,
                                                     const std::vector<Service>& record,
                                                     const Handbook& handbook) const {
        const auto sizes = handbook.rules_for(measure::size, group.kind);
        std::map<Breach, Finding> found;
        for (const Service& service : record) {
            const Appointment& term = service.appointment;
            if (term.end < session_.today()) {
                continue;
            }
            const auto others = those_that(record, [&](const Service& other) {
                return other.appointment.id != term.id;
            });
            Candidacy candidacy{term.person, service.person_name, term.role,
                                Term{term.start, term.years}};
            candidacy.elsewhere = terms_elsewhere(session_.database(), handbook, term.person,
                                                  group.id);
            const std::string whose = fmt::format("{} ({} to {}): ", service.person_name,
                                                  word(term.role), iso(term.end));
            for (const Finding& finding :
                 findings_on_appointing(candidacy, group, others, handbook)) {
                const bool of_size = contains(sizes, finding.rule,
                                              [](const Rule* rule) { return rule->id.text(); });
                if (!finding.rule.empty()) {
                    found.emplace(Breach{finding.rule, (of_size ? "" : whose) + finding.fault.what},
                                  finding);
                }
            }
        }
        return found;
    }

    void terms() {
        for (const Group& group : session_.groups_on(session_.today())) {
            const auto record = store::record_of_group(session_.database(), group.id);
            const auto before = breaches(group, record, before_);
            for (const auto& [breach, finding] : breaches(group, record, now_)) {
                const auto was = before.find(breach);
                const bool is_new = was == before.end() ||
                                    (was->second.strength == Strength::should &&
                                     finding.strength == Strength::must);
                if (is_new) {
                    add("term", AdoptionChange::breaks, group.slug.text(),
                        fmt::format("{} ({}, {})", breach.second, finding.rule,
                                    word(finding.strength)),
                        finding.section);
                }
            }
        }
    }

    WritingSession& session_;
    const Handbook& before_;
    const Handbook& now_;
    std::vector<AdoptionLine> lines_;
};

}    // namespace

std::string_view word(AdoptionChange change) {
    return word_at(change, {"added", "changed", "dropped", "kept", "breaks"});
}

Adoption adopt_handbook(WritingSession& session, std::string_view toml, const std::string& name) {
    const Handbook now = read_handbook(toml, name);
    Adoption adoption{now.section_name, now.edition, now.edition, false, {}};
    session.change([&] {
        const Handbook before = session.whole_handbook();
        adoption.from_edition = before.edition;
        adoption.changed = session.handbook_text() != toml;
        if (adoption.changed) {
            adoption.lines = Adopting{session, before, now}.run();
            store::replace_handbook(session.writer(), toml);
            session.handbook_changed();
        }
    });
    return adoption;
}

Adoption adopt_built_in_handbook(WritingSession& session) {
    const Handbook built_in = built_in_handbook();
    if (!built_in.is_edition_of(session.handbook())) {
        throw RefusedError{
            fmt::format("the built-in handbook is for {}, but this section uses the handbook of {}",
                        built_in.section_name, session.handbook().section_name),
            "name the file of its revised handbook: lmsection handbook adopt FILE"};
    }
    if (session.handbook().edition > built_in.edition) {
        throw RefusedError{
            fmt::format("this section uses edition {} of its handbook, which is newer than the "
                        "built-in edition {}",
                        session.handbook().edition, built_in.edition),
            "to adopt another, name its file: lmsection handbook adopt FILE"};
    }
    return adopt_handbook(session, built_in_handbook_text(), "the built-in handbook");
}

std::optional<int> newer_edition(const Handbook& handbook) {
    const bool newer = built_in_edition() > handbook.edition &&
                       built_in_handbook().is_edition_of(handbook);
    return newer ? std::optional{built_in_edition()} : std::nullopt;
}

}    // namespace lmsection::app
