#pragma once

#include "columns.hpp"
#include "lmsection/app/roster.hpp"

namespace lmsection::cli {

/// The columns of a roster, and of everything that prints appointments.
inline constexpr auto roster_columns = columns_of<app::Seat>(
    column("group_slug", "Group", Audience::scripts,
           [](const app::Seat& seat) { return Cell{seat.group.slug.text()}; }),
    column("group", "", Audience::heading,
           [](const app::Seat& seat) { return Cell{seat.group.name}; })
        .with_own_sheet(),
    column("kind", "Kind", Audience::scripts,
           [](const app::Seat& seat) { return seat.group.kind; }),
    column("role", "Role", Importance::essential,
           [](const app::Seat& seat) { return seat.line.role; }),
    column("name", "Name", Importance::essential,
           [](const app::Seat& seat, const Context& context) {
               if (!seat.vacant) {
                   return Cell{seat.line.name};
               }
               return context.for_people() ? Cell{std::string_view{"(vacant)"}, Tone::attention}
                                           : Cell{};
           }),
    column("email", "Email", Importance::useful,
           [](const app::Seat& seat) { return Cell{seat.line.email}; }),
    column("institution", "Institution", Importance::extra,
           [](const app::Seat& seat) { return Cell::or_absent(seat.line.institution); }),
    column("start", "From", Importance::extra,
           [](const app::Seat& seat) { return Cell::or_absent(seat.line.start); }),
    column("end", "To", Importance::essential,
           [](const app::Seat& seat) { return Cell::or_absent(seat.line.end); }),
    column("years", "Years", Audience::scripts,
           [](const app::Seat& seat) { return seat.vacant ? Cell{} : Cell{seat.line.years}; }));

}    // namespace lmsection::cli
