#pragma once

#include "lmsection/app/letter.hpp"
#include "lmsection/domain/volunteer.hpp"
#include "lmsection/store/volunteer.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

// What the letters of occasions say, as the fields of their templates.

/// The text of a field that is only yes or no.
[[nodiscard]] inline std::string flag(bool value) {
    return value ? "yes" : "";
}
/// Adds an element to a list, and the field `has_LIST`, by which a template shows what is above it.
void add_element(TemplateValues& values, std::string_view list, TemplateValues element);
/// The same, of texts only.
void add_element(TemplateValues& values, std::string_view list,
                 std::map<std::string, std::string, std::less<>> texts);
/// The people of `all` who are not among `others`.
[[nodiscard]] std::vector<Correspondent> without(std::vector<Correspondent> all,
                                                 const std::vector<Correspondent>& others);
/// "Maria Lopez (maria@lib.example) and Tom Oh"; empty for no one.
[[nodiscard]] std::string contacts(const std::vector<Correspondent>& people);
/// "Member Experience committee", "Leadership Team".
[[nodiscard]] std::string named_with_kind(const Group& group);
/// "the Member Experience committee", "the Leadership Team".
[[nodiscard]] std::string named_in_full(const Group& group);
/// "co-chair" for a role that leads, "a member" for another.
[[nodiscard]] std::string title_in_text(Role role);
/// The group's folder; empty if the handbook has none.
[[nodiscard]] std::string folder_of(const Session& session, const Group& group);

/// The fields about a group: its name, its charge, and whom to ask: those who lead it on `day`, or
/// else today, or else the section, except those whom the letter is to.
[[nodiscard]] TemplateValues group_values(const Session& session, const Group& group,
                                          const std::vector<Correspondent>& to, Date day);
/// Adds the fields about a term. `upcoming`: it has not begun, or not ended, whichever the letter
/// is about.
void add_term(TemplateValues& values, const Appointment& term, bool upcoming);
/// A term as an element of a list; without its start if that was assumed.
[[nodiscard]] TemplateValues term_values(const Appointment& term);
/// A group's next events and meetings, and for those who lead it its reports, from a day on.
[[nodiscard]] std::vector<CalendarEntry> coming_dates(const Session& session, const Group& group,
                                                      Date from, bool for_leader);
void add_dates(TemplateValues& values, const std::vector<CalendarEntry>& dates);
/// Adds the group's folder and the handbook's links for groups of its kind.
void add_links(const Session& session, TemplateValues& values, const Group& group);

/// Adds the parts of a packet as lines: its sentences, its rows, and what the reader has to add.
void add_parts(TemplateValues& values, const Packet& packet);

/// What a letter to those who lead a group about a volunteer is about.
[[nodiscard]] LetterTopic candidate_topic(const Group& group, const Volunteer& form);
/// The letter about volunteers to those who lead a group. `known`: the names of others whom they
/// have not answered yet.
[[nodiscard]] Letter candidates_letter(const Session& session, const Group& group,
                                       std::vector<Correspondent> to,
                                       const std::vector<store::ListedVolunteer>& volunteers,
                                       const std::vector<std::string>& known);

}    // namespace lmsection::app
