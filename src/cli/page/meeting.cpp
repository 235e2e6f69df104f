#include "page/meeting.hpp"

#include "format/markup.hpp"
#include "page/table.hpp"

#include <fmt/format.h>

namespace lmsection::cli::page {

namespace {

std::string number(std::optional<int> maybe) {
    return maybe ? fmt::format("{}", *maybe) : "";
}

std::string counts_table(const View& view) {
    Table table{"Meetings held and still needed",
                {"Group", "Held", "Planned", "Wanted", "Still needed", "Last meeting"}};
    for (const MeetingCount& count : view.page.meeting_counts) {
        const bool missing = count.missing() > 0;
        table.row(
            {escaped_markup(count.group.name), number(count.held), number(count.planned),
             count.wanted ? number(count.wanted) : "as needed",
             count.wanted ? state(number(count.missing()), missing ? "attention" : "good") : "",
             count.last ? day(*count.last) : ""});
    }
    return table.html();
}

/// Links to the agenda and the minutes.
std::string papers_of(const Meeting& meeting) {
    std::string html = meeting.agenda.empty() ? "" : link(meeting.agenda, "agenda");
    if (!meeting.minutes.empty()) {
        html += (html.empty() ? "" : " ") + link(meeting.minutes, "minutes");
    }
    return html;
}

std::string list_table(const View& view) {
    std::vector<std::string_view> headings{"Date", "Group", "Meeting", "Status"};
    if (view.for_leaders()) {
        headings.insert(headings.end(), {"Papers", "Note"});
    }
    Table table{"Meetings by date", headings};
    for (const Meeting& meeting : view.page.meetings) {
        std::vector<std::string> cells{
            day(meeting.on), escaped_markup(view.session.group(meeting.group).name),
            fmt::format("{}{}", word(meeting.kind), meeting.with_chairs ? ", with the chairs" : ""),
            is_held(meeting, view.session.today()) ? state("held", "good")
                                                   : state("planned", "open")};
        if (view.for_leaders()) {
            cells.push_back(papers_of(meeting));
            cells.push_back(escaped_markup(meeting.note));
        }
        table.row(cells);
    }
    return table.html();
}

}    // namespace

Part meetings_part(const View& view) {
    std::string html = view.for_leaders() ? counts_table(view) : "";
    html += view.page.meetings.empty() ? "<p>No meetings recorded.</p>\n" : list_table(view);
    return {"meetings", "Meetings", std::move(html)};
}

}    // namespace lmsection::cli::page
