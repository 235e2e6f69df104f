#include "lmsection/store/group.hpp"

#include "query.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace lmsection::store {

namespace {

Group group_of(const Query& row) {
    Group group{row.id<GroupId>(0),
                row.parsed(1, Slug::parse),
                row.string(2),
                row.parsed(3, parse_group_kind),
                static_cast<int>(row.number(4)),
                row.string(5),
                row.string(6),
                row.optional_date(7),
                row.optional_id<GroupId>(8)};
    if (group.merged_into && !group.retired_on) {
        throw row.damaged({fmt::format("{} was merged but not retired", group.slug.text()), ""});
    }
    return group;
}

constexpr std::string_view group_columns =
    "id, slug, name, kind, position, charge, section, retired_on, merged_into";

std::string select_groups(std::string_view condition = "") {
    return fmt::format("SELECT {} FROM groups {}", group_columns, condition);
}

std::vector<Group> in_order(std::vector<Group> groups) {
    std::ranges::sort(groups, listed_before);
    return groups;
}

void write_group(Writer& database, Write how, const Group& group) {
    write(database, how, "groups", group_columns, group.id, group.slug, group.name, group.kind,
          group.position, group.charge, group.section, group.retired_on, group.merged_into);
}

}    // namespace

void insert_group(Writer& database, const Group& group) {
    write_group(database, Write::insert, group);
}

void update_group(Writer& database, const Group& group) {
    write_group(database, Write::update, group);
}

bool listed_before(const Group& one, const Group& other) {
    return std::tie(one.kind, one.position, one.slug) <
           std::tie(other.kind, other.position, other.slug);
}

std::vector<Group> all_groups(const Reader& database) {
    return in_order(Query{database, select_groups()}.all(group_of));
}

std::vector<Group> groups_merged_into(const Reader& database, GroupId group) {
    return in_order(Query{database, select_groups("WHERE merged_into = ?1"), group}.all(group_of));
}

std::optional<Group> group_by_id(const Reader& database, GroupId id) {
    return Query{database, select_groups("WHERE id = ?1"), id}.first(group_of);
}

std::optional<Group> group_by_slug(const Reader& database, const Slug& slug) {
    return Query{database, select_groups("WHERE slug = ?1"), slug}.first(group_of);
}

}    // namespace lmsection::store
