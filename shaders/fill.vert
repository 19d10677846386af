#version 330 core
// Triangles of areas and polygons. The class of an area comes from a table, so a new classification sends no geometry.

layout(location = 0) in vec2 a_position;  // from the mesh's origin, metres or page millimetres
layout(location = 1) in uint a_area;

uniform vec2 u_centre;          // the viewport's centre, from the mesh's origin: subtracted first, so that floats stay exact
uniform vec2 u_clip_per_unit;
uniform bool u_one_style;       // all areas in the first style
uniform usampler2D u_class_of_area;
uniform vec4 u_colour[33];      // the last is for areas without a style

flat out vec4 v_colour;
flat out int v_class;

void main()
{
    gl_Position = vec4((a_position - u_centre) * u_clip_per_unit, 0.0, 1.0);
    ivec2 place = u_one_style ? ivec2(0) : ivec2(int(a_area & 1023u), int(a_area >> 10u));
    v_class = int(texelFetch(u_class_of_area, place, 0).r);
    v_colour = u_colour[v_class];
}
