#pragma once

#include "columns.hpp"
#include "lmsection/app/appointment.hpp"
#include "lmsection/app/roster.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace lmsection::cli {

/// A seat, and the title above those of its group.
struct SeatRow {
    const app::Seat& seat;
    std::string_view title;    ///< the group's name; for people it may say more
    /// For people, the name and what else is to say about the person; empty: the name alone.
    std::string_view shown_name = {};
    std::optional<Role> role_before = {};    ///< of someone whose role changed
    std::string_view change = {};            ///< how a roster differs between two days

    const store::RosterLine& operator*() const { return seat.line; }
};

/// The columns of a roster, and of everything that prints appointments.
inline constexpr auto roster_columns = columns_of<SeatRow>(
    for_scripts("group_slug", "Group",
                [](const SeatRow& row) { return Cell{row.seat.group.slug.text()}; }),
    title_above("group", "", [](const SeatRow& row) { return Cell{row.title}; }).with_own_sheet(),
    for_scripts("kind", "Kind", [](const SeatRow& row) { return row.seat.group.kind; }),
    essential("role", "Role", &store::RosterLine::role),
    essential("name", "Name",
              [](const SeatRow& row, const Context& context) {
                  if (row.seat.vacant) {
                      return context.for_scripts()
                                 ? Cell{}
                                 : Cell{std::string_view{"(vacant)"}, Tone::attention};
                  }
                  return row.shown_name.empty() ? Cell{row.seat.line.name} : Cell{row.shown_name};
              }),
    useful("email", "Email", &store::RosterLine::email),
    extra("institution", "Institution", absent_if_empty(&store::RosterLine::institution)),
    extra("start", "From", absent_if_empty(&store::RosterLine::start)),
    essential("end", "To", absent_if_empty(&store::RosterLine::end)),
    for_scripts("years", "Years", [](const SeatRow& row) {
        return row.seat.vacant ? Cell{} : Cell{row.seat.line.years};
    }));

/// The columns of who came, left or changed role between two days.
inline constexpr auto change_columns = roster_columns.with(
    useful("role_before", "Before", &SeatRow::role_before),
    essential("change", "Change", &SeatRow::change));

/// Writes a term as a row of the columns of a roster.
template <class Writer>
void write_term(const Writer& writer, const app::Appointed& term) {
    const auto& [appointment, person, group] = term;
    const std::string start = iso(appointment.start);
    const std::string end = iso(appointment.end);
    const app::Seat seat{
        .group = group,
        .line = {.role = appointment.role,
                 .name = person.name,
                 .email = person.email ? std::optional<std::string_view>{person.email->text()}
                                       : std::nullopt,
                 .institution = person.institution,
                 .start = start,
                 .end = end,
                 .years = appointment.years,
                 .person = person.id,
                 .reply = appointment.reply}};
    writer.row({seat, group.name});
}

/// The columns of terms that end, with what people say about serving on.
inline constexpr auto ending_columns = roster_columns.with(
    essential("reply", "Reply",
              [](const SeatRow& row) { return Cell::or_absent(word(row.seat.line.reply)); }));

}    // namespace lmsection::cli
