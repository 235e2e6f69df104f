#include "lmsection/app/handbook_fact.hpp"

#include "lmsection/base/list.hpp"
#include "lmsection/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lmsection::app {

namespace {

/// The readings and the one in use, on one line.
std::string note_text(const Note& note) {
    return fmt::format("{}{}used: {}", fmt::join(note.readings, " / "),
                       note.readings.empty() ? "" : " / ", note.uses);
}

/// Collects facts; a filter by group omits what does not apply to it.
class Gatherer {
public:
    Gatherer(const Handbook& handbook, const std::optional<Group>& group)
        : handbook_(handbook), group_(group) {}

    std::vector<HandbookFact> run() {
        if (!group_) {
            whole_section();
        }
        kinds();
        groups();
        rules();
        dates();
        if (!group_) {
            venues_and_events();
        }
        facts_links_and_notes();
        return std::move(facts_);
    }

private:
    void add(const std::string& section, std::string part, std::string topic, std::string text) {
        facts_.push_back({section, std::move(part), std::move(topic), std::move(text)});
    }

    [[nodiscard]] bool concerns(const About& about) const {
        return !group_ || about.is_about(group_->slug, group_->kind);
    }
    [[nodiscard]] bool concerns(GroupKind kind) const { return !group_ || group_->kind == kind; }
    [[nodiscard]] bool concerns(const std::vector<GroupKind>& kinds) const {
        return !group_ || contains(kinds, group_->kind);
    }

    void whole_section() {
        const std::string first = "1";
        add(first, "section", "name",
            fmt::format("{}, of {}, a division of the {}", handbook_.section_name,
                        handbook_.division, handbook_.association));
        add(first, "section", "handbook",
            handbook_.version +
                (handbook_.revised.empty() ? "" : ", revised " + handbook_.revised));
        add(first, "section", "edition", fmt::format("{}", handbook_.edition));
        add(first, "section", "purpose", handbook_.purpose);
        for (const std::string& objective : handbook_.objectives) {
            add(first, "section", "objective", objective);
        }
        for (const std::string& sister : handbook_.sister_sections) {
            add(first, "section", "section of the division", sister);
        }
        own_roles(first);
    }

    /// The roles that the handbook lists itself; it says nothing about the built-in ones.
    void own_roles(const std::string& section) {
        const auto same = [](Role one, Role other) { return one.facts() == other.facts(); };
        const auto built_in = built_in_roles();
        if (std::equal(handbook_.roles.begin(), handbook_.roles.end(), built_in.begin(),
                       built_in.end(), same)) {
            return;
        }
        for (const Role role : handbook_.roles) {
            add(section, "role", std::string{word(role)},
                leads(role)    ? "leads"
                : counts(role) ? "counts toward the size of a group"
                               : "does not count toward the size of a group");
        }
    }

    void kinds() {
        for (const KindFacts& kind : handbook_.kinds) {
            if (concerns(kind.kind)) {
                add(kind.section, "appointments", kind.title,
                    fmt::format("appointed by {}", kind.appointed_by));
                activities(kind.title, kind.activities);
            }
        }
    }

    void groups() {
        for (const GroupFacts& group : handbook_.groups) {
            if (group_ && group.slug != group_->slug) {
                continue;
            }
            const std::string unwritten = group.described ? "TBD in the handbook"
                                                          : "not described in the handbook";
            add(group.section, std::string{display_text(group.kind)}, group.name,
                "charge: " + (group.charge.empty() ? unwritten : group.charge));
            if (!group.remark.empty()) {
                add(group.section, "remark", group.name, group.remark);
            }
            if (group.activities.empty()) {
                add(group.section, "activity", group.name, unwritten);
            }
            activities(group.name, group.activities);
            if (!group.link.empty()) {
                add(group.section, "folder", group.name, group.link);
            }
        }
    }

    void activities(const std::string& whose, const std::vector<Activity>& activities) {
        for (const Activity& activity : activities) {
            add(activity.section, "activity", whose,
                activity.times > 1
                    ? fmt::format("{} (at least {} times a year)", activity.title, activity.times)
                    : activity.title);
        }
    }

    void rules() {
        for (const Rule& rule : handbook_.rules) {
            if (concerns(rule.kinds)) {
                add(rule.section, fmt::format("rule, {}", word(rule.strength)), rule.id.text(),
                    rule.says);
            }
        }
    }

    void dates() {
        for (const ReportRule& report : handbook_.reports) {
            if (concerns(report.kinds)) {
                add(report.section, "report", report.title,
                    report.day ? fmt::format("due {} {}", month_name(report.month), *report.day)
                               : fmt::format("due at the end of {}", month_name(report.month)));
            }
        }
        for (const ChecklistItem& item : handbook_.checklist) {
            if (concerns(item.audience)) {
                add(item.section, std::string{month_name(item.month)}, item.id.text(),
                    item.title + (item.optional ? " (optional)" : ""));
            }
        }
    }

    void venues_and_events() {
        for (const Venue& venue : handbook_.venues) {
            add(venue.section, "venue", venue.title, months_of(venue));
        }
        for (const Event& event : handbook_.events) {
            add(event.section, "event", event.title, event.when);
        }
    }

    void facts_links_and_notes() {
        for (const Fact& fact : handbook_.facts) {
            if (concerns(fact.about)) {
                add(fact.section, "fact", fact.topic, fact.text);
            }
        }
        for (const Link& link : handbook_.links) {
            if (concerns(link.about)) {
                add(link.section, "link", link.title, link.url);
            }
        }
        for (const Note& note : handbook_.notes) {
            if (concerns(note.about)) {
                add(note.sections.empty() ? "" : note.sections.front(), "note", note.id.text(),
                    note_text(note));
            }
        }
    }

    static std::string months_of(const Venue& venue) {
        const auto named = [](const std::vector<date::month>& months) {
            return fmt::format("{}", fmt::join(transformed(months, month_name), ", "));
        };
        const std::string finalize = named(venue.finalize);
        const std::string submit = named(venue.submit);
        return (finalize.empty() ? "" : "ideas final in " + finalize + "; ") +
               (submit.empty() ? "no fixed month" : "proposals in " + submit);
    }

    const Handbook& handbook_;
    const std::optional<Group>& group_;
    std::vector<HandbookFact> facts_;
};

std::vector<HandbookFact> notes_of(const Handbook& handbook, const std::optional<Group>& group) {
    std::vector<HandbookFact> facts;
    for (const Note& note : handbook.notes) {
        if (group && !note.about.is_about(group->slug, group->kind)) {
            continue;
        }
        facts.push_back({joined(note.sections, " and "), "note", note.id.text(), note_text(note)});
    }
    return facts;
}

}    // namespace

std::vector<HandbookFact> facts_of_handbook(const Handbook& handbook, const FactFilter& filter) {
    auto facts = filter.notes_only ? notes_of(handbook, filter.group)
                                   : Gatherer{handbook, filter.group}.run();
    const std::string wanted = folded(filter.section);
    std::erase_if(facts, [&](const HandbookFact& fact) {
        return !wanted.empty() && folded(fact.section) != wanted;
    });
    std::ranges::stable_sort(facts, {}, &HandbookFact::section);
    return facts;
}

}    // namespace lmsection::app
