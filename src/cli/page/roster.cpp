// Who serves on the page's date, one table per group. There may be thousands of rows, so their
// markup is minimal.
#include "page/roster.hpp"

#include "format/markup.hpp"
#include "page/table.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lmsection::cli::page {

namespace {

std::string row_of(const app::PageSeat& seat, bool with_email) {
    const std::string columns = with_email ? "<td></td><td></td><td></td>" : "<td></td><td></td>";
    if (seat.name.empty()) {
        return fmt::format("<tr class=\"vacant\"><th scope=\"row\">vacant</th><td>{}</td>{}</tr>\n",
                           word(seat.role), columns);
    }
    return fmt::format("<tr><th scope=\"row\">{}</th><td{}>{}</td><td>{}</td>{}"
                       "<td>{} to {}</td></tr>\n",
                       escaped_markup(seat.name), leads(seat.role) ? " class=\"leads\"" : "",
                       word(seat.role), escaped_markup(seat.institution),
                       with_email ? "<td>" + (seat.email ? mailto(*seat.email) : "") + "</td>" : "",
                       escaped_markup(seat.start), escaped_markup(seat.end));
}

/// "committee · 7 people, 6 to 12 wanted; 1 seat vacant". The Leadership Team's name says its kind.
std::string summary_of(const app::GroupState& state) {
    const GroupKind kind = state.group.kind;
    std::string text = fmt::format("{}{}{} {}, {} wanted",
                                   kind == GroupKind::leadership_team ? "" : display_text(kind),
                                   kind == GroupKind::leadership_team ? "" : " · ", state.people,
                                   state.people == 1 ? "person" : "people", state.wanted);
    if (state.others > 0) {
        text += fmt::format("; {} {} not counted", state.others,
                            state.others == 1 ? "other" : "others");
    }
    if (state.vacant > 0) {
        text += fmt::format("; {} {} vacant", state.vacant, state.vacant == 1 ? "seat" : "seats");
    }
    return text;
}

/// The rows, in blocks that a browser lays out when they come into view and that a search can hide
/// at once, so that the page stays fast with thousands of people.
std::string parts_of(const app::PageGroup& group, bool with_email) {
    constexpr std::size_t most = 50;
    std::string html;
    for (std::size_t first = 0; first < group.seats.size(); first += most) {
        const std::size_t end = std::min(first + most, group.seats.size());
        html += fmt::format("<tbody style=\"--rows:{}\">\n", end - first);
        for (std::size_t i = first; i < end; ++i) {
            html += row_of(group.seats[i], with_email);
        }
        html += "</tbody>\n";
    }
    return html;
}

/// A link to write to all who lead a group.
std::string link_to_leaders(const app::PageGroup& group) {
    std::vector<std::string> emails;
    for (const app::PageSeat& seat : group.seats) {
        if (seat.email && leads(seat.role)) {
            emails.push_back(*seat.email);
        }
    }
    return mailto_all(emails, emails.size() == 1 ? "Write to its leader" : "Write to its leaders");
}

std::string table_of(const app::PageGroup& group, bool with_email) {
    const Group& known = group.state.group;
    const std::string letter = with_email ? link_to_leaders(group) : "";
    return fmt::format(
        "<div class=\"group\" id=\"roster-{}\">\n<table class=\"roster{}\">\n"
        "<caption><h3>{}</h3> <span class=\"count\">{}</span>{}</caption>\n"
        "<thead><tr><th scope=\"col\">Name</th><th scope=\"col\">Role</th>"
        "<th scope=\"col\">Institution</th>{}<th scope=\"col\">Term</th></tr></thead>\n"
        "{}</table>\n</div>\n",
        known.slug.text(), with_email ? " with-email" : "", escaped_markup(known.name),
        summary_of(group.state), letter.empty() ? "" : " " + letter,
        with_email ? "<th scope=\"col\">Email</th>" : "", parts_of(group, with_email));
}

// The script shows it.
constexpr std::string_view search =
    "<div class=\"search\" role=\"search\" hidden>\n"
    "<label for=\"search\">Find people, roles, institutions, groups</label>\n"
    "<input id=\"search\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\">\n"
    "<p id=\"found\" role=\"status\"></p>\n</div>\n";

}    // namespace

Part roster_part(const View& view) {
    std::string html = fmt::format("<p>Who serves on <time>{}</time>, chairs first.</p>\n{}",
                                   iso(view.page.day), search);
    for (const app::PageGroup& group : view.page.groups) {
        html += table_of(group, view.for_leaders());
    }
    return {"roster", "Roster", std::move(html)};
}

}    // namespace lmsection::cli::page
