#include "helpers.hpp"

#include "handbooks.hpp"

#include <set>

using namespace lmsection;
using namespace lmsection::test;

namespace {

const Group committee = group(GroupKind::committee, "Member Experience", 1);
const Group other_committee = group(GroupKind::committee, "Management Best Practices", 2);
const Group interest_group = group(GroupKind::interest_group, "Middle Managers", 3);
const Group working_group = group(GroupKind::working_group, "Competencies", 4);

/// The handbook's checklist, as a section has it before it changes anything.
std::vector<SectionItem> checklist_of(const Handbook& handbook) {
    std::vector<SectionItem> items;
    for (const ChecklistItem& item : handbook.checklist) {
        items.push_back({item, std::nullopt});
    }
    return items;
}

ChecklistMark mark(const char* item, ItemStatus status, std::optional<GroupId> of = std::nullopt,
                   ProgramYear year = ProgramYear{2026}) {
    return {slug(item), year, of, status, "2026-12-05"_day, "Ana", ""};
}

std::vector<std::string> ids(const std::vector<DatedItem>& items) {
    std::vector<std::string> found;
    for (const DatedItem& item : items) {
        found.push_back(item.entry.item.id.text());
    }
    return found;
}

std::vector<DatedItem> ask(const ChecklistQuery& query,
                           const std::vector<ChecklistMark>& marks = {},
                           const Handbook& handbook = built_in()) {
    return items_of(query, checklist_of(handbook), marks);
}

/// The status of the December report's item, for a group or for the section.
ItemStatus december_report(std::optional<Group> of, const std::vector<ChecklistMark>& marks) {
    for (const DatedItem& item : ask({{"2026-12"_month}, std::move(of), false}, marks)) {
        if (item.entry.item.id.text() == "complete-december-report") {
            return item.status();
        }
    }
    throw std::logic_error("the December report is not among December's items");
}

}    // namespace

TEST_CASE("the months of a program year are July to June") {
    const auto months = months_of(ProgramYear{2026});
    REQUIRE(months.size() == 12);
    CHECK(months.front() == "2026-07"_month);
    CHECK(months.back() == "2027-06"_month);
    for (std::size_t i = 0; i < months.size(); ++i) {
        CHECK(ProgramYear::containing(months[i]) == ProgramYear{2026});
        CHECK((i == 0 || months[i - 1] < months[i]));
    }
}

TEST_CASE("a year of the handbook's checklist has its 24 items, month by month") {
    const auto items = ask({months_of(ProgramYear{2026}), std::nullopt, false});
    CHECK(items.size() == 24);
    std::vector<int> counts;
    for (const Month month : months_of(ProgramYear{2026})) {
        int count = 0;
        for (const DatedItem& item : items) {
            count += item.month == month ? 1 : 0;
        }
        counts.push_back(count);
    }
    CHECK(counts == std::vector<int>{4, 3, 1, 1, 1, 3, 2, 2, 1, 1, 3, 2});
    const auto all = ids(items);
    CHECK(std::set<std::string>(all.begin(), all.end()).size() == 24);
}

TEST_CASE("a month has the items of that month in any year") {
    using Ids = std::vector<std::string>;
    for (const Month month : {"2026-12"_month, "1999-12"_month, "2050-12"_month}) {
        CHECK(ids(ask({{month}, std::nullopt, false})) == Ids{"carry-declined-proposals",
                                                              "finalize-webinar-ideas",
                                                              "complete-december-report"});
    }
    CHECK(ask({{}, std::nullopt, false}).empty());
    CHECK(ids(ask({{"2026-10"_month}, std::nullopt, false}, {}, second())) ==
          Ids{"complete-october-report"});
    CHECK(ask({{"2026-12"_month}, std::nullopt, false}, {}, second()).empty());
}

TEST_CASE("the items of several months come month by month in the requested order") {
    const auto items = ask({{"2027-05"_month, "2026-09"_month}, std::nullopt, false});
    REQUIRE(items.size() == 4);
    CHECK(items[0].month == "2027-05"_month);
    CHECK(items[3].month == "2026-09"_month);
}

TEST_CASE("a group gets only the items for its kind") {
    const auto of = [](const Group& asked) {
        return ids(ask({months_of(ProgramYear{2026}), asked, false}));
    };
    CHECK(of(interest_group) ==
          std::vector<std::string>{"complete-december-report", "complete-may-report"});
    CHECK(of(working_group).empty());
    CHECK(of(committee) == of(other_committee));
    CHECK(of(committee).size() == 24);    // all but the two that are the Leadership Team's
}

TEST_CASE("an item added for one group is only for that group") {
    auto checklist = checklist_of(built_in());
    const ChecklistItem added{slug("paint-the-door"),
                              date::December,
                              "Paint the door",
                              {GroupKind::committee},
                              false,
                              "",
                              ""};
    checklist.push_back({added, committee.id});
    const auto items = [&](std::optional<Group> of) {
        return ids(items_of({{"2026-12"_month}, std::move(of), false}, checklist, {}));
    };
    CHECK(items(committee).size() == 4);
    CHECK(items(committee).back() == "paint-the-door");
    CHECK(items(other_committee).size() == 3);
    CHECK(items(std::nullopt).size() == 4);
}

TEST_CASE("an item is open until it is marked in that program year") {
    CHECK(december_report(std::nullopt, {}) == ItemStatus::open);
    CHECK(december_report(std::nullopt, {mark("complete-december-report", ItemStatus::done)}) ==
          ItemStatus::done);
    CHECK(december_report(std::nullopt, {mark("complete-december-report", ItemStatus::skipped)}) ==
          ItemStatus::skipped);
    // Another year's mark and another item's mark say nothing.
    CHECK(december_report(std::nullopt, {mark("complete-december-report", ItemStatus::done,
                                              std::nullopt, ProgramYear{2025})}) ==
          ItemStatus::open);
    CHECK(december_report(std::nullopt, {mark("complete-may-report", ItemStatus::done)}) ==
          ItemStatus::open);
}

TEST_CASE("marks of January to June belong to the program year that began the July before") {
    const std::vector<ChecklistMark> marks{mark("hold-march-meeting", ItemStatus::done)};
    CHECK(ask({{"2027-03"_month}, std::nullopt, false}, marks).at(0).status() == ItemStatus::done);
    CHECK(ask({{"2026-03"_month}, std::nullopt, false}, marks).at(0).status() == ItemStatus::open);
}

TEST_CASE("a group's own mark takes precedence over the section's, whichever came first") {
    const ChecklistMark of_section = mark("complete-december-report", ItemStatus::done);
    const ChecklistMark of_group = mark("complete-december-report", ItemStatus::skipped,
                                        committee.id);
    for (const auto& marks :
         {std::vector{of_section, of_group}, std::vector{of_group, of_section}}) {
        CHECK(december_report(committee, marks) == ItemStatus::skipped);
        CHECK(december_report(interest_group, marks) == ItemStatus::done);
        CHECK(december_report(std::nullopt, marks) == ItemStatus::done);
    }
    // What one group has done, the section as a whole and another group have not.
    CHECK(december_report(std::nullopt, {of_group}) == ItemStatus::open);
    CHECK(december_report(other_committee, {of_group}) == ItemStatus::open);
    // A group may take up again what the section holds to be done.
    CHECK(december_report(committee, {of_section, mark("complete-december-report", ItemStatus::open,
                                                       committee.id)}) == ItemStatus::open);
}

TEST_CASE("an item is listed with its mark, its day and who made it") {
    const auto items = ask({{"2026-12"_month}, std::nullopt, false},
                           {mark("finalize-webinar-ideas", ItemStatus::done)});
    REQUIRE(items.size() == 3);
    REQUIRE(items[1].mark);
    CHECK(items[1].mark->on == "2026-12-05"_day);
    CHECK(items[1].mark->by == "Ana");
    CHECK_FALSE(items[0].mark);
}

TEST_CASE("open items exclude done and skipped ones") {
    const std::vector<ChecklistMark> marks{mark("finalize-webinar-ideas", ItemStatus::done),
                                           mark("carry-declined-proposals", ItemStatus::skipped)};
    CHECK(ids(ask({{"2026-12"_month}, std::nullopt, true}, marks)) ==
          std::vector<std::string>{"complete-december-report"});
    CHECK(ask({{"2027-12"_month}, std::nullopt, true}, marks).size() == 3);
}

TEST_CASE("each item status has a word") {
    CHECK(word(ItemStatus::open) == "open");
    CHECK(word(ItemStatus::done) == "done");
    CHECK(word(ItemStatus::skipped) == "skipped");
}
