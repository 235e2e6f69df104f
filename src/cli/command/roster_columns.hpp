#pragma once

#include "columns.hpp"
#include "lmsection/app/roster.hpp"

#include <string_view>

namespace lmsection::cli {

/// A seat, and the title above those of its group.
struct SeatRow {
    const app::Seat& seat;
    std::string_view title;    ///< the group's name; for people it may say more
};

/// The columns of a roster, and of everything that prints appointments.
inline constexpr auto roster_columns = columns_of<SeatRow>(
    column("group_slug", "Group", Audience::scripts,
           [](const SeatRow& row) { return Cell{row.seat.group.slug.text()}; }),
    column("group", "", Audience::heading, [](const SeatRow& row) { return Cell{row.title}; })
        .with_own_sheet(),
    column("kind", "Kind", Audience::scripts,
           [](const SeatRow& row) { return row.seat.group.kind; }),
    column("role", "Role", Importance::essential,
           [](const SeatRow& row) { return row.seat.line.role; }),
    column("name", "Name", Importance::essential,
           [](const SeatRow& row, const Context& context) {
               if (!row.seat.vacant) {
                   return Cell{row.seat.line.name};
               }
               return context.for_scripts() ? Cell{}
                                            : Cell{std::string_view{"(vacant)"}, Tone::attention};
           }),
    column("email", "Email", Importance::useful,
           [](const SeatRow& row) { return Cell{row.seat.line.email}; }),
    column("institution", "Institution", Importance::extra,
           [](const SeatRow& row) { return Cell::or_absent(row.seat.line.institution); }),
    column("start", "From", Importance::extra,
           [](const SeatRow& row) { return Cell::or_absent(row.seat.line.start); }),
    column("end", "To", Importance::essential,
           [](const SeatRow& row) { return Cell::or_absent(row.seat.line.end); }),
    column("years", "Years", Audience::scripts, [](const SeatRow& row) {
        return row.seat.vacant ? Cell{} : Cell{row.seat.line.years};
    }));

}    // namespace lmsection::cli
