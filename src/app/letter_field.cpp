#include "letter_field.hpp"

#include "lmsection/app/group.hpp"
#include "lmsection/app/volunteer_step.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/appointment.hpp"
#include "lmsection/domain/section.hpp"
#include "lmsection/store/appointment.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lmsection::app {

namespace {

constexpr std::size_t most_dates = 6;
constexpr int days_to_vet = 14;

TemplateValues volunteer_values(const Session& session, const store::ListedVolunteer& listed) {
    const Volunteer& form = listed.volunteer;
    TemplateValues values;
    values.texts["name"] = listed.person.name;
    values.texts["email"] = listed.person.email ? listed.person.email->text() : "";
    values.texts["institution"] = listed.person.institution;
    values.texts["submitted"] = written(form.submitted_on);
    values.texts["days"] = fmt::format(
        "{}", std::max(0, days_between(form.submitted_on, session.today())));
    values.texts["library_type"] = form.library_type;
    values.texts["experience"] = !form.experience_text.empty() ? form.experience_text
                                 : form.experience             ? fmt::format("{}", *form.experience)
                                                               : "";
    values.texts["is_new"] = form.is_new ? (*form.is_new ? "yes" : "no") : "";
    std::string choices;
    int place = 0;
    for (const GroupId choice : form.choices) {
        ++place;
        choices += fmt::format("{}{}. {}", place == 1 ? "" : ", ", place,
                               session.group(choice).name);
    }
    values.texts["choices"] = choices;
    for (std::string_view rest : {form.comment, form.answers}) {
        while (!rest.empty()) {
            const std::string_view line = rest.substr(0, rest.find('\n'));
            rest.remove_prefix(std::min(rest.size(), line.size() + 1));
            add_element(values, "comment", {{"line", std::string{line}}});
        }
    }
    return values;
}

/// A row of a table as a line: "chair: Ana Diaz, Oak Library, from 2026-07-01, to 2027-06-30".
std::string text_of_row(const PacketTable& table, const std::vector<std::string>& row) {
    std::string text;
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (row[i].empty()) {
            continue;
        }
        const bool needs_heading = i > 0 && (parse_link(row[i]).ok() || parse_iso_date(row[i]));
        text += fmt::format("{}{}{}",
                            text.empty() ? ""
                            : i == 1     ? ": "
                                         : ", ",
                            needs_heading ? lower_case(table.headings[i]) + " " : "", row[i]);
    }
    return text;
}

}    // namespace

void add_element(TemplateValues& values, std::string_view list, TemplateValues element) {
    values.lists[std::string{list}].push_back(std::move(element));
    values.texts[fmt::format("has_{}", list)] = flag(true);
}

void add_element(TemplateValues& values, std::string_view list,
                 std::map<std::string, std::string, std::less<>> texts) {
    add_element(values, list, TemplateValues{std::move(texts), {}});
}

std::vector<Correspondent> without(std::vector<Correspondent> all,
                                   const std::vector<Correspondent>& others) {
    std::erase_if(all, [&](const Correspondent& someone) {
        return someone.person &&
               std::ranges::find(others, someone.person, &Correspondent::person) != others.end();
    });
    return all;
}

std::string contacts(const std::vector<Correspondent>& people) {
    std::vector<std::string> texts;
    for (const Correspondent& someone : people) {
        texts.push_back(someone.email ? fmt::format("{} ({})", someone.name, someone.email->text())
                                      : someone.name);
    }
    return joined_with_and(texts);
}

std::string named_with_kind(const Group& group) {
    const std::string_view kind = display_text(group.kind);
    const std::string_view last = kind.substr(kind.find_last_of(' ') + 1);    // "group", "team"
    return has_whole_words(folded(group.name), last) ? group.name
                                                     : fmt::format("{} {}", group.name, kind);
}

std::string named_in_full(const Group& group) {
    const bool has_article = folded(group.name).starts_with("the ");
    return (has_article ? "" : "the ") + named_with_kind(group);
}

std::string title_in_text(Role role) {
    const std::string title = lower_case(role.facts().title);
    constexpr std::string_view vowels = "aeiou";
    const bool has_vowel = vowels.find(title.front()) != std::string_view::npos;
    return leads(role) ? title : fmt::format("{} {}", has_vowel ? "an" : "a", title);
}

std::string folder_of(const Session& session, const Group& group) {
    const GroupFacts* known = session.handbook().group(group.slug);
    return known == nullptr ? "" : known->link;
}

TemplateValues group_values(const Session& session, const Group& group,
                            const std::vector<Correspondent>& to, Date day) {
    auto chairs = without(leaders_of(session, group, day), to);
    if (chairs.empty()) {
        chairs = without(leaders_of(session, group, session.today()), to);
    }
    TemplateValues values;
    values.texts["group"] = group.name;
    values.texts["in_group"] = named_in_full(group);
    values.texts["charge"] = group.charge;
    values.texts["charge_section"] = cited(group.section);
    values.texts["ask"] = contacts(chairs.empty() ? without(team_leaders(session), to) : chairs);
    return values;
}

void add_term(TemplateValues& values, const Appointment& term, bool upcoming) {
    values.texts["role"] = title_in_text(term.role);
    values.texts["start"] = written(term.start);
    values.texts["end"] = written(term.end);
    values.texts["upcoming"] = flag(upcoming);
}

TemplateValues term_values(const Appointment& term) {
    TemplateValues values;
    values.texts["role"] = lower_case(term.role.facts().title);
    values.texts["start"] = term.note == assumed_start_note ? "" : written(term.start);
    values.texts["end"] = written(term.end);
    return values;
}

std::vector<CalendarEntry> coming_dates(const Session& session, const Group& group, Date from,
                                        bool for_leader) {
    constexpr date::months ahead{11};
    auto dates = calendar_of(session, {month_of(from), month_of(from) + ahead, group});
    std::erase_if(dates, [&](const CalendarEntry& entry) {
        const bool is_for_all = entry.kind == EntryKind::event || entry.kind == EntryKind::meeting;
        const bool is_wanted = is_for_all || (for_leader && entry.kind == EntryKind::report);
        return !is_wanted || entry.settled || entry.last < from;
    });
    dates.resize(std::min(dates.size(), most_dates));
    return dates;
}

void add_dates(TemplateValues& values, const std::vector<CalendarEntry>& dates) {
    for (const CalendarEntry& entry : dates) {
        std::string day = written(entry.first);
        day += entry.first == entry.last ? "" : " to " + written(entry.last);
        add_element(values, "dates", {{"day", std::move(day)}, {"what", entry.title}});
    }
}

void add_links(const Session& session, TemplateValues& values, const Group& group) {
    const std::string folder = folder_of(session, group);
    if (!folder.empty()) {
        add_element(values, "links", {{"title", "The group's folder"}, {"url", folder}});
    }
    for (const Link& link : session.handbook().links) {
        const bool is_general = link.about.kinds.empty() && link.about.groups.empty();
        if ((is_general || link.about.is_about(group.slug, group.kind)) && link.url != folder) {
            add_element(values, "links", {{"title", link.title}, {"url", link.url}});
        }
    }
}

void add_parts(TemplateValues& values, const Packet& packet) {
    for (const PacketPart& part : packet.parts) {
        TemplateValues element;
        element.texts["number"] = fmt::format("{}", values.lists["parts"].size() + 1);
        element.texts["heading"] = part.heading;
        for (const std::string& sentence : part.sentences) {
            add_element(element, "sentences", {{"text", sentence}});
        }
        for (const auto& row : part.table.rows) {
            add_element(element, "rows", {{"text", text_of_row(part.table, row)}});
        }
        for (const std::string& gap : part.gaps) {
            add_element(element, "gaps", {{"text", gap}});
        }
        add_element(values, "parts", std::move(element));
    }
}

LetterTopic candidate_topic(const Group& group, const Volunteer& form) {
    return {.topic = "candidates",
            .stage = form.submitted_on,
            .group = group.id,
            .person = form.person};
}

Letter candidates_letter(const Session& session, const Group& group, std::vector<Correspondent> to,
                         const std::vector<store::ListedVolunteer>& volunteers,
                         const std::vector<std::string>& known) {
    const Date day = session.today();
    Letter letter;
    letter.kind = "candidates";
    letter.group = group.id;
    TemplateValues values = group_values(session, group, to, day);
    letter.to = std::move(to);
    for (const auto& listed : volunteers) {
        letter.topics.push_back(candidate_topic(group, listed.volunteer));
        add_element(values, "volunteers", volunteer_values(session, listed));
    }
    const bool one = volunteers.size() == 1;
    values.texts["one"] = flag(one);
    values.texts["who"] = one ? volunteers.front().person.name
                              : fmt::format("{} people", volunteers.size());
    values.texts["reply_by"] = written(plus_days(day, days_to_vet));
    values.texts["known"] = joined_with_and(known);
    const Group* team = leadership_team(session);
    values.texts["vetting_section"] = team == nullptr ? "" : cited(team->section);
    const Balance balance = balance_of(
        store::form_facts_of_group(session.database(), group.id, day));
    const std::string wanted = size_against_rules(session, group, day).empty()
                                   ? ""
                                   : state_of_group(session, group, day).wanted;
    values.texts["people"] = balance.people == 1 ? "1 person"
                                                 : fmt::format("{} people", balance.people);
    values.texts["wanted"] = wanted;
    values.texts["library_types"] = display_text(balance.library_types);
    values.texts["experiences"] = display_text(balance.experience);
    values.texts["newness"] = display_text(balance.newness);
    values.texts["balance"] = balance_reminder(session);
    compose(session, letter, std::move(values));
    return letter;
}

}    // namespace lmsection::app
