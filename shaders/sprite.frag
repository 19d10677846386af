#version 330 core
// The atlas holds how much of each pixel is covered.

in vec2 v_texture;
flat in vec4 v_colour;
out vec4 o_colour;

uniform sampler2D u_atlas;

void main()
{
    o_colour = vec4(v_colour.rgb, v_colour.a * texture(u_atlas, v_texture).r);
}
