// The checklist, month by month from July to June, with what is done.
#include "page/year.hpp"

#include "format/markup.hpp"
#include "page/table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace lmsection::cli::page {

namespace {

std::string state_of(const DatedItem& item, Date today) {
    switch (item.status()) {
    case ItemStatus::done: return state(fmt::format("done {}", iso(item.mark->on)), "good");
    case ItemStatus::skipped: return state("left out", "plain");
    case ItemStatus::open: break;
    }
    return today > last_day_of(item.month) ? state("not done", "attention") : state("open", "open");
}

/// For whom, whether it is asked for, by whom it was done, what the records say.
std::string remarks_on(const View& view, const app::ToldItem& told) {
    const SectionItem& entry = told.item.entry;
    std::vector<std::string> remarks;
    if (entry.group) {
        remarks.push_back(view.session.group(*entry.group).name);
    } else {
        for (const GroupKind kind : entry.item.audience) {
            remarks.emplace_back(spoken(kind));
        }
    }
    if (entry.item.optional) {
        remarks.emplace_back("optional");
    }
    if (!told.known.empty()) {
        remarks.push_back(told.known);
    }
    if (told.item.mark && !told.item.mark->by.empty()) {
        remarks.push_back("marked by " + told.item.mark->by);
    }
    if (told.item.mark && !told.item.mark->note.empty()) {
        remarks.push_back(told.item.mark->note);
    }
    return escaped_markup(fmt::format("{}", fmt::join(remarks, " · ")));
}

std::string item_of(const View& view, const app::ToldItem& told) {
    const std::string status = view.for_leaders() ? state_of(told.item, view.session.today()) + " "
                                                  : "";
    return fmt::format("<li>{}<b>{}</b> <span class=\"quiet\">{}</span></li>\n", status,
                       escaped_markup(told.item.entry.item.title), remarks_on(view, told));
}

}    // namespace

Part year_part(const View& view) {
    std::string html = "<div class=\"months\">\n";
    for (const Month month : months_of(view.page.year)) {
        const bool now = month == month_of(view.session.today());
        html += fmt::format("<div class=\"month{}\">\n<h3>{} {}{}</h3>\n", now ? " now" : "",
                            month_name(month.month()), static_cast<int>(month.year()),
                            now ? " <span class=\"count\">this month</span>" : "");
        std::string items;
        for (const app::ToldItem& told : view.page.checklist) {
            items += told.item.month == month ? item_of(view, told) : "";
        }
        html += items.empty() ? "<p class=\"quiet\">Nothing is on the list.</p>\n</div>\n"
                              : fmt::format("<ul>\n{}</ul>\n</div>\n", items);
    }
    return {"year", "The year's checklist", html + "</div>\n"};
}

}    // namespace lmsection::cli::page
