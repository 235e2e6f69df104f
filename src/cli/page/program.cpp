#include "page/program.hpp"

#include "format/markup.hpp"
#include "page/table.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lmsection::cli::page {

namespace {

std::string_view look_of(ProgramStatus status) {
    switch (status) {
    case ProgramStatus::accepted: return "good";
    case ProgramStatus::draft:
    case ProgramStatus::submitted: return "open";
    case ProgramStatus::declined:
    case ProgramStatus::carried:
    case ProgramStatus::withdrawn: break;
    }
    return "plain";
}

std::string venues_table(const View& view) {
    Table table{"Proposals submitted to each venue",
                {"Venue", "Submitted", "Wanted", "Still needed", "Deadline"}};
    for (const VenueStanding& standing : view.page.venues) {
        table.row({escaped_markup(standing.venue->title), fmt::format("{}", standing.submitted),
                   standing.at_least ? fmt::format("{} or more", *standing.at_least) : "",
                   standing.at_least ? state(fmt::format("{}", standing.missing()),
                                             standing.missing() > 0 ? "attention" : "good")
                                     : "",
                   standing.last_day ? day(*standing.last_day) : ""});
    }
    return table.html();
}

std::string speakers_of(const store::ListedProgram& listed, bool with_stipends) {
    std::string text;
    for (const Speaker& speaker : listed.speakers) {
        text += (text.empty() ? "" : ", ") + speaker.name;
        if (with_stipends && speaker.stipend > 0) {
            text += fmt::format(" (${})", speaker.stipend);
        }
    }
    return escaped_markup(text);
}

std::string table_of_programs(const View& view) {
    Table table{"Programs for the year", {"Title", "Venue", "Group", "Status", "Speakers"}};
    for (const store::ListedProgram& listed : view.page.programs) {
        const Program& program = listed.program;
        const std::string group = program.group ? view.session.group(*program.group).name : "";
        const Venue* venue = view.session.handbook().venue(program.venue);
        table.row({escaped_markup(program.title),
                   escaped_markup(venue == nullptr ? program.venue : venue->title),
                   escaped_markup(group), state(word(program.status), look_of(program.status)),
                   speakers_of(listed, view.for_leaders())});
    }
    return table.html();
}

}    // namespace

Part programs_part(const View& view) {
    std::string html = view.for_leaders() ? venues_table(view) : "";
    html += view.page.programs.empty() ? view.for_leaders() ? "<p>No programs recorded.</p>\n"
                                                            : "<p>No programs accepted yet.</p>\n"
                                       : table_of_programs(view);
    return {"programs", "Programs", std::move(html)};
}

}    // namespace lmsection::cli::page
