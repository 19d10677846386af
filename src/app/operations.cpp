// The operations there are. To add one: a file xyz_operation.cpp, a line in operation_list.hpp and a line here.
#include <algorithm>

#include "app/operation_list.hpp"

namespace needsmap::app {

std::span<const Operation> operations() {
    static const std::vector<Operation> all = {export_operation(),    table_operation(),    layers_operation(),  check_operation(),
                                               rates_operation(),     hotspots_operation(), pockets_operation(), reach_operation(),
                                               index_operation(),     gap_operation(),      cross_operation(),   access_operation(),
                                               isochrone_operation(), network_operation(),  site_operation(),    compare_operation()};
    return all;
}

const Operation* find_operation(std::string_view id) {
    const auto all = operations();
    const auto found = std::ranges::find(all, id, &Operation::id);
    return found == all.end() ? nullptr : &*found;
}

}  // namespace needsmap::app
