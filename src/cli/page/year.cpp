// The checklist with its status, month by month from July to June.
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
    case ItemStatus::skipped: return state("skipped", "plain");
    case ItemStatus::open: break;
    }
    return today > last_day_of(item.month) ? state("not done", "attention") : state("open", "open");
}

/// The audience, whether it is optional, what the records say, and who marked it.
std::string remarks_on(const View& view, const app::ListedItem& listed) {
    const SectionItem& entry = listed.item.entry;
    std::vector<std::string> remarks;
    if (entry.group) {
        remarks.push_back(view.session.group(*entry.group).name);
    } else {
        for (const GroupKind kind : entry.item.audience) {
            remarks.emplace_back(display_text(kind));
        }
    }
    if (entry.item.optional) {
        remarks.emplace_back("optional");
    }
    if (!listed.known.empty()) {
        remarks.push_back(listed.known);
    }
    if (listed.item.mark && !listed.item.mark->by.empty()) {
        remarks.push_back("marked by " + listed.item.mark->by);
    }
    if (listed.item.mark && !listed.item.mark->note.empty()) {
        remarks.push_back(listed.item.mark->note);
    }
    return escaped_markup(fmt::format("{}", fmt::join(remarks, " · ")));
}

std::string item_of(const View& view, const app::ListedItem& listed) {
    const std::string status = view.for_leaders()
                                   ? state_of(listed.item, view.session.today()) + " "
                                   : "";
    return fmt::format("<li>{}<b>{}</b> <span class=\"quiet\">{}</span></li>\n", status,
                       escaped_markup(listed.item.entry.item.title), remarks_on(view, listed));
}

}    // namespace

Part year_part(const View& view) {
    std::string html = "<div class=\"months\">\n";
    for (const Month month : months_of(view.page.year)) {
        const bool now = month == month_of(view.session.today());
        html += fmt::format("<div class=\"month{}\">\n<h3>{}{}</h3>\n", now ? " now" : "",
                            written(month), now ? " <span class=\"count\">this month</span>" : "");
        std::string items;
        for (const app::ListedItem& listed : view.page.checklist) {
            items += listed.item.month == month ? item_of(view, listed) : "";
        }
        html += items.empty() ? "<p class=\"quiet\">No items.</p>\n</div>\n"
                              : fmt::format("<ul>\n{}</ul>\n</div>\n", items);
    }
    return {"year", "The year's checklist", html + "</div>\n"};
}

}    // namespace lmsection::cli::page
