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

/// Selects groups; a condition may follow.
constexpr const char* select_groups = "SELECT id, slug, name, kind, position, charge, section, "
                                      "retired_on, merged_into FROM groups";

std::vector<Group> in_order(Query& query) {
    std::vector<Group> groups;
    while (query.step()) {
        groups.push_back(group_of(query));
    }
    std::sort(groups.begin(), groups.end(), listed_before);
    return groups;
}

std::optional<Group> only_one(Query& query) {
    return query.step() ? std::optional{group_of(query)} : std::nullopt;
}

void bind_group(Query& query, const Group& group) {
    query.bind(1, group.id).bind(2, group.slug.text()).bind(3, group.name);
    query.bind(4, word(group.kind)).bind(5, std::int64_t{group.position});
    query.bind(6, group.charge).bind(7, group.section).bind(8, group.retired_on);
    query.bind(9, group.merged_into);
}

}    // namespace

void insert_group(Writer& database, const Group& group) {
    Update query{database, "INSERT INTO groups (id, slug, name, kind, position, charge, section, "
                           "retired_on, merged_into) "
                           "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"};
    bind_group(query, group);
    query.run();
}

void update_group(Writer& database, const Group& group) {
    Update query{database,
                 "UPDATE groups SET slug = ?2, name = ?3, kind = ?4, position = ?5, "
                 "charge = ?6, section = ?7, retired_on = ?8, merged_into = ?9 WHERE id = ?1"};
    bind_group(query, group);
    query.run();
}

bool listed_before(const Group& one, const Group& other) {
    return std::tie(one.kind, one.position, one.slug) <
           std::tie(other.kind, other.position, other.slug);
}

std::vector<Group> all_groups(const Reader& database) {
    Query query{database, select_groups};
    return in_order(query);
}

std::vector<Group> groups_merged_into(const Reader& database, GroupId group) {
    Query query{database, fmt::format("{} WHERE merged_into = ?1", select_groups)};
    query.bind(1, group);
    return in_order(query);
}

std::optional<Group> group_by_id(const Reader& database, GroupId id) {
    Query query{database, fmt::format("{} WHERE id = ?1", select_groups)};
    query.bind(1, id);
    return only_one(query);
}

std::optional<Group> group_by_slug(const Reader& database, const Slug& slug) {
    Query query{database, fmt::format("{} WHERE slug = ?1", select_groups)};
    query.bind(1, slug.text());
    return only_one(query);
}

}    // namespace lmsection::store
