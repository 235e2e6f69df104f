#include "handbook_part.hpp"

#include "lmsection/base/list.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>

namespace lmsection::app {

namespace {

template <class Words>
std::string words(const Words& values) {
    return fmt::format("{}",
                       fmt::join(transformed(values, [](auto one) { return word(one); }), ", "));
}

std::string months(const std::vector<date::month>& values) {
    return fmt::format("{}", fmt::join(transformed(values, month_name), ", "));
}

std::string yes_or_no(bool value) {
    return value ? "yes" : "no";
}

HandbookPart head(const Handbook& handbook) {
    return {"handbook",
            "handbook",
            "1",
            {{"section name", handbook.section_name},
             {"division", handbook.division},
             {"association", handbook.association},
             {"edition", fmt::to_string(handbook.edition)},
             {"version", handbook.version},
             {"revised", handbook.revised},
             {"purpose", handbook.purpose},
             {"objectives", joined(handbook.objectives, "; ")},
             {"sections of the division", joined(handbook.sister_sections, "; ")}}};
}

HandbookPart part_of(const Rule& rule) {
    const std::string day = rule.day ? fmt::to_string(*rule.day) : "";
    return {"rule",
            rule.id.text(),
            rule.section,
            {{"strength", std::string{word(rule.strength)}},
             {"wants", rule.at_least || rule.at_most ? rule.bound() : ""},
             {"day", day},
             {"binds", words(rule.kinds)},
             {"should for", words(rule.should_for)},
             {"venue", rule.venue},
             {"types", joined(rule.types)},
             {"measure", std::string{rule.measure.word()}},
             {"section", rule.section},
             {"says", rule.says}}};
}

HandbookPart part_of(const KindFacts& kind) {
    return {"role",
            std::string{word(kind.kind)},
            kind.section,
            {{"led by", leaders_text(kind)},
             {"usual term of a member", fmt::format("{} years", kind.member_years)},
             {"usual term of a leader", fmt::format("{} years", kind.chair_years)},
             {"appointed by", kind.appointed_by},
             {"title", kind.title},
             {"section", kind.section}}};
}

HandbookPart part_of(const GroupFacts& group) {
    return {"group",
            group.slug.text(),
            group.section,
            {{"name", group.name},
             {"kind", std::string{word(group.kind)}},
             {"charge", group.charge},
             {"described", yes_or_no(group.described)},
             {"remark", group.remark},
             {"link", group.link},
             {"section", group.section}}};
}

HandbookPart part_of(Role role) {
    const RoleFacts& facts = role.facts();
    return {"role",
            std::string{facts.id},
            "1",
            {{"title", std::string{facts.title}},
             {"plural", std::string{facts.plural}},
             {"words", fmt::format("{}", fmt::join(facts.words, ", "))},
             {"leads", yes_or_no(facts.leads)},
             {"deputy", yes_or_no(facts.deputy)},
             {"counts", yes_or_no(facts.counts)}}};
}

HandbookPart part_of(const ChecklistItem& item) {
    return {"item",
            item.id.text(),
            item.section,
            {{"month", std::string{month_name(item.month)}},
             {"title", item.title},
             {"audience", words(item.audience)},
             {"optional", yes_or_no(item.optional)},
             {"shows", item.tells},
             {"section", item.section}}};
}

HandbookPart part_of(const ReportRule& report) {
    const std::string month{month_name(report.month)};
    return {"date",
            fmt::format("report-{}-{}", folded(month), words(report.kinds)),
            report.section,
            {{"due", report.day ? fmt::format("{} {}", month, *report.day) : "end of " + month},
             {"title", report.title},
             {"may submit", words(report.may_submit)},
             {"section", report.section}}};
}

HandbookPart part_of(const Venue& venue) {
    return {"date",
            "venue-" + venue.id.text(),
            venue.section,
            {{"title", venue.title},
             {"ideas final in", months(venue.finalize)},
             {"proposals in", months(venue.submit)},
             {"types", joined(venue.types)},
             {"section", venue.section}}};
}

HandbookPart part_of(const Event& event) {
    return {"date",
            "event-" + event.id.text(),
            event.section,
            {{"title", event.title}, {"when", event.when}, {"section", event.section}}};
}

/// "30, 7, 0"; the numbers of days.
std::string numbers(const std::vector<int>& values) {
    return fmt::format("{}", fmt::join(values, ", "));
}

HandbookPart part_of(const Reminder& reminder) {
    return {
        "reminder",
        std::string{word(reminder.kind)},
        reminder.section,
        {{"days before", numbers(reminder.days_before)},
         {"days after", numbers(reminder.days_after)},
         {"months", months(reminder.months)},
         {"repeated after days", reminder.repeat_days ? fmt::to_string(*reminder.repeat_days) : ""},
         {"to", std::string{word(reminder.to)}},
         {"copy to leaders", yes_or_no(reminder.copy_leaders)},
         {"kinds", words(reminder.kinds)}}};
}

HandbookPart part_of(const std::string& owner, const Activity& activity) {
    return {"duty",
            owner + "/" + activity.id.text(),
            activity.section,
            {{"title", activity.title},
             {"times", fmt::to_string(activity.times)},
             {"when", activity.when},
             {"as needed", yes_or_no(activity.as_needed)},
             {"section", activity.section}}};
}

std::string about_text(const About& about) {
    auto texts = about.groups;
    if (!about.kinds.empty()) {
        texts.push_back(words(about.kinds));
    }
    return joined(texts);
}

HandbookPart part_of(const Fact& fact) {
    return {"fact",
            fact.topic,
            fact.section,
            {{"text", fact.text}, {"about", about_text(fact.about)}, {"section", fact.section}}};
}

HandbookPart part_of(const Link& link) {
    return {"link",
            link.title,
            link.section,
            {{"address", link.url}, {"about", about_text(link.about)}, {"section", link.section}}};
}

HandbookPart part_of(const Note& note) {
    const std::string sections = joined(note.sections, " and ");
    return {"note",
            note.id.text(),
            sections,
            {{"readings", joined(note.readings, " / ")},
             {"used", note.uses},
             {"about", about_text(note.about)},
             {"section", sections}}};
}

/// Facts, links and reports may have the same name; repeats get a number.
void number_repeats(std::vector<HandbookPart>& parts) {
    std::map<std::pair<std::string, std::string>, int> seen;
    for (HandbookPart& part : parts) {
        if (const int times = ++seen[{part.part, part.id}]; times > 1) {
            part.id += fmt::format(" ({})", times);
        }
    }
}

}    // namespace

std::string leaders_text(const KindFacts& kind) {
    if (kind.chair_patterns.empty()) {
        return kind.least_leaders > 0 ? "at least " + counted(kind.least_leaders, "chair")
                                      : "any leaders, or none";
    }
    return listed(transformed(kind.chair_patterns, [](const ChairPattern& pattern) {
        const auto seats = transformed(pattern, [](const auto& one) {
            return counted(one.second, word(one.first));
        });
        return joined(seats, " and ");
    }));
}

std::vector<HandbookPart> parts_of(const Handbook& handbook) {
    std::vector<HandbookPart> parts{head(handbook)};
    const auto add = [&](const auto& entries) {
        for (const auto& entry : entries) {
            parts.push_back(part_of(entry));
        }
    };
    add(handbook.rules);
    add(handbook.kinds);
    add(handbook.roles);
    add(handbook.groups);
    add(handbook.checklist);
    add(handbook.reports);
    add(handbook.venues);
    add(handbook.events);
    add(handbook.reminders);
    for (const KindFacts& kind : handbook.kinds) {
        for (const Activity& activity : kind.activities) {
            parts.push_back(part_of(std::string{word(kind.kind)}, activity));
        }
    }
    for (const GroupFacts& group : handbook.groups) {
        for (const Activity& activity : group.activities) {
            parts.push_back(part_of(group.slug.text(), activity));
        }
    }
    add(handbook.facts);
    add(handbook.links);
    add(handbook.notes);
    number_repeats(parts);
    return parts;
}

}    // namespace lmsection::app
